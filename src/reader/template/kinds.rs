//! Types of resources: Terraform's names for `CloudFormation`'s, and which of their properties protect data.

use crate::evidence::Protection;

/// Terraform's types and those of `CloudFormation` for the same thing.
const TYPES: [(&str, &str); 74] = [
    ("aws_api_gateway_rest_api", "AWS::ApiGateway::RestApi"),
    ("aws_apigatewayv2_api", "AWS::ApiGatewayV2::Api"),
    ("aws_appsync_graphql_api", "AWS::AppSync::GraphQLApi"),
    ("aws_athena_workgroup", "AWS::Athena::WorkGroup"),
    ("aws_autoscaling_group", "AWS::AutoScaling::AutoScalingGroup"),
    ("aws_backup_vault", "AWS::Backup::BackupVault"),
    ("aws_batch_compute_environment", "AWS::Batch::ComputeEnvironment"),
    ("aws_cloudfront_distribution", "AWS::CloudFront::Distribution"),
    ("aws_cloudtrail", "AWS::CloudTrail::Trail"),
    ("aws_cloudwatch_dashboard", "AWS::CloudWatch::Dashboard"),
    ("aws_cloudwatch_event_bus", "AWS::Events::EventBus"),
    ("aws_cloudwatch_event_rule", "AWS::Events::Rule"),
    ("aws_cloudwatch_log_group", "AWS::Logs::LogGroup"),
    ("aws_cloudwatch_metric_alarm", "AWS::CloudWatch::Alarm"),
    ("aws_codebuild_project", "AWS::CodeBuild::Project"),
    ("aws_codepipeline", "AWS::CodePipeline::Pipeline"),
    ("aws_cognito_user_pool", "AWS::Cognito::UserPool"),
    ("aws_dax_cluster", "AWS::DAX::Cluster"),
    ("aws_db_instance", "AWS::RDS::DBInstance"),
    ("aws_dms_replication_instance", "AWS::DMS::ReplicationInstance"),
    ("aws_docdb_cluster", "AWS::DocDB::DBCluster"),
    ("aws_dynamodb_table", "AWS::DynamoDB::Table"),
    ("aws_ebs_volume", "AWS::EC2::Volume"),
    ("aws_ecr_repository", "AWS::ECR::Repository"),
    ("aws_ecs_cluster", "AWS::ECS::Cluster"),
    ("aws_ecs_service", "AWS::ECS::Service"),
    ("aws_ecs_task_definition", "AWS::ECS::TaskDefinition"),
    ("aws_efs_file_system", "AWS::EFS::FileSystem"),
    ("aws_eks_cluster", "AWS::EKS::Cluster"),
    ("aws_elasticache_cluster", "AWS::ElastiCache::CacheCluster"),
    ("aws_elasticache_replication_group", "AWS::ElastiCache::ReplicationGroup"),
    ("aws_elasticsearch_domain", "AWS::Elasticsearch::Domain"),
    ("aws_glue_job", "AWS::Glue::Job"),
    ("aws_iam_policy", "AWS::IAM::ManagedPolicy"),
    ("aws_iam_role", "AWS::IAM::Role"),
    ("aws_iam_role_policy", "AWS::IAM::Policy"),
    ("aws_iam_user", "AWS::IAM::User"),
    ("aws_instance", "AWS::EC2::Instance"),
    ("aws_kinesis_firehose_delivery_stream", "AWS::KinesisFirehose::DeliveryStream"),
    ("aws_kinesis_stream", "AWS::Kinesis::Stream"),
    ("aws_kms_key", "AWS::KMS::Key"),
    ("aws_lambda_alias", "AWS::Lambda::Alias"),
    ("aws_lambda_event_source_mapping", "AWS::Lambda::EventSourceMapping"),
    ("aws_lambda_function", "AWS::Lambda::Function"),
    ("aws_lambda_layer_version", "AWS::Lambda::LayerVersion"),
    ("aws_lambda_permission", "AWS::Lambda::Permission"),
    ("aws_launch_template", "AWS::EC2::LaunchTemplate"),
    ("aws_lb", "AWS::ElasticLoadBalancingV2::LoadBalancer"),
    ("aws_lb_listener", "AWS::ElasticLoadBalancingV2::Listener"),
    ("aws_memorydb_cluster", "AWS::MemoryDB::Cluster"),
    ("aws_msk_cluster", "AWS::MSK::Cluster"),
    ("aws_neptune_cluster", "AWS::Neptune::DBCluster"),
    ("aws_network_acl", "AWS::EC2::NetworkAcl"),
    ("aws_opensearch_domain", "AWS::OpenSearchService::Domain"),
    ("aws_rds_cluster", "AWS::RDS::DBCluster"),
    ("aws_rds_cluster_instance", "AWS::RDS::DBInstance"),
    ("aws_redshift_cluster", "AWS::Redshift::Cluster"),
    ("aws_route53_record", "AWS::Route53::RecordSet"),
    ("aws_s3_bucket", "AWS::S3::Bucket"),
    ("aws_s3_bucket_policy", "AWS::S3::BucketPolicy"),
    ("aws_sagemaker_endpoint", "AWS::SageMaker::Endpoint"),
    ("aws_secretsmanager_secret", "AWS::SecretsManager::Secret"),
    ("aws_security_group", "AWS::EC2::SecurityGroup"),
    ("aws_security_group_rule", "AWS::EC2::SecurityGroupIngress"),
    ("aws_sfn_state_machine", "AWS::StepFunctions::StateMachine"),
    ("aws_sns_topic", "AWS::SNS::Topic"),
    ("aws_sns_topic_subscription", "AWS::SNS::Subscription"),
    ("aws_sqs_queue", "AWS::SQS::Queue"),
    ("aws_ssm_parameter", "AWS::SSM::Parameter"),
    ("aws_subnet", "AWS::EC2::Subnet"),
    ("aws_vpc", "AWS::EC2::VPC"),
    ("aws_vpc_security_group_ingress_rule", "AWS::EC2::SecurityGroupIngress"),
    ("aws_wafv2_web_acl", "AWS::WAFv2::WebACL"),
    ("aws_workspaces_workspace", "AWS::WorkSpaces::Workspace"),
];

use Protection::{AtRest, InTransit};

/// Properties that switch a protection on or off, in the spelling of `CloudFormation` and, where it differs in more than
/// case and underscores, in that of Terraform. `DynamoDB` and S3 are not among them: both encrypt whatever a template
/// says, which only chooses the key.
const SWITCHES: [(&str, &str, Protection); 33] = [
    ("AWS::DAX::Cluster", "SSESpecification.SSEEnabled", AtRest),
    ("AWS::DAX::Cluster", "server_side_encryption.enabled", AtRest),
    ("AWS::DocDB::DBCluster", "StorageEncrypted", AtRest),
    ("AWS::EC2::Instance", "BlockDeviceMappings.Ebs.Encrypted", AtRest),
    ("AWS::EC2::Instance", "ebs_block_device.encrypted", AtRest),
    ("AWS::EC2::Instance", "root_block_device.encrypted", AtRest),
    ("AWS::EC2::LaunchTemplate", "LaunchTemplateData.BlockDeviceMappings.Ebs.Encrypted", AtRest),
    ("AWS::EC2::LaunchTemplate", "block_device_mappings.ebs.encrypted", AtRest),
    ("AWS::EC2::Volume", "Encrypted", AtRest),
    ("AWS::EFS::FileSystem", "Encrypted", AtRest),
    ("AWS::ElastiCache::CacheCluster", "TransitEncryptionEnabled", InTransit),
    ("AWS::ElastiCache::ReplicationGroup", "AtRestEncryptionEnabled", AtRest),
    ("AWS::ElastiCache::ReplicationGroup", "TransitEncryptionEnabled", InTransit),
    ("AWS::Elasticsearch::Domain", "EncryptionAtRestOptions.Enabled", AtRest),
    ("AWS::Elasticsearch::Domain", "encrypt_at_rest.enabled", AtRest),
    ("AWS::Elasticsearch::Domain", "NodeToNodeEncryptionOptions.Enabled", InTransit),
    ("AWS::Elasticsearch::Domain", "node_to_node_encryption.enabled", InTransit),
    ("AWS::Elasticsearch::Domain", "DomainEndpointOptions.EnforceHTTPS", InTransit),
    ("AWS::MSK::Cluster", "EncryptionInfo.EncryptionInTransit.InCluster", InTransit),
    ("AWS::MemoryDB::Cluster", "TLSEnabled", InTransit),
    ("AWS::Neptune::DBCluster", "StorageEncrypted", AtRest),
    ("AWS::OpenSearchService::Domain", "EncryptionAtRestOptions.Enabled", AtRest),
    ("AWS::OpenSearchService::Domain", "encrypt_at_rest.enabled", AtRest),
    ("AWS::OpenSearchService::Domain", "NodeToNodeEncryptionOptions.Enabled", InTransit),
    ("AWS::OpenSearchService::Domain", "node_to_node_encryption.enabled", InTransit),
    ("AWS::OpenSearchService::Domain", "DomainEndpointOptions.EnforceHTTPS", InTransit),
    ("AWS::RDS::DBCluster", "StorageEncrypted", AtRest),
    ("AWS::RDS::DBInstance", "StorageEncrypted", AtRest),
    ("AWS::RDS::GlobalCluster", "StorageEncrypted", AtRest),
    ("AWS::Redshift::Cluster", "Encrypted", AtRest),
    ("AWS::SQS::Queue", "SqsManagedSseEnabled", AtRest),
    ("AWS::WorkSpaces::Workspace", "RootVolumeEncryptionEnabled", AtRest),
    ("AWS::WorkSpaces::Workspace", "UserVolumeEncryptionEnabled", AtRest),
];

/// The type of a resource of Terraform by `CloudFormation`'s name, or its own where none is known.
pub fn of_terraform(kind: &str) -> &str {
    TYPES.iter().find(|(terraform, _)| *terraform == kind).map_or(kind, |(_, cloudformation)| cloudformation)
}

/// The properties of a type that switch a protection on or off.
pub fn switches(kind: &str) -> impl Iterator<Item = (&'static str, Protection)> {
    SWITCHES.iter().filter(move |(of, _, _)| *of == kind).map(|(_, path, protection)| (*path, *protection))
}

/// The service of a type by the prefix of its IAM actions, as far as it can call a function.
pub fn service(kind: &str) -> String {
    let name = kind.split("::").nth(1).unwrap_or(kind);
    match name {
        "ApiGateway" | "ApiGatewayV2" => "apigateway".to_owned(),
        "StepFunctions" => "states".to_owned(),
        "MSK" => "kafka".to_owned(),
        "AmazonMQ" => "mq".to_owned(),
        "DocDB" => "rds".to_owned(),
        _ => name.to_lowercase(),
    }
}
