# 数据湖模块：原始数据存储桶 yunhe-forecast-raw
# 只有 DMS、Firehose 写入，Glue 清洗作业读取；其余主体一律没有授权。

locals {
  raw_writers = [
    "arn:aws-cn:iam::666677778888:role/yh-forecast-dms",
    "arn:aws-cn:iam::666677778888:role/yh-forecast-firehose",
  ]
  raw_reader = "arn:aws-cn:iam::666677778888:role/yh-forecast-glue"
}

resource "aws_s3_bucket" "raw" {
  bucket = "yunhe-forecast-raw"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "raw" {
  bucket                  = aws_s3_bucket.raw.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "raw" {
  bucket = aws_s3_bucket.raw.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "raw" {
  bucket = aws_s3_bucket.raw.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.raw.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "raw" {
  bucket = aws_s3_bucket.raw.id
  rule {
    id     = "delete-after-180-days"
    status = "Enabled"
    filter {}
    expiration {
      days = 180
    }
  }
}

data "aws_iam_policy_document" "raw" {
  statement {
    sid       = "WriteByIngestion"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.raw.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = local.raw_writers
    }
  }

  statement {
    sid       = "ReadByCleaning"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.raw.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = [local.raw_reader]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpce"
      values   = [aws_vpc_endpoint.s3.id]
    }
  }

  statement {
    sid       = "DenyWithoutTls"
    effect    = "Deny"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.raw.arn, "${aws_s3_bucket.raw.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "raw" {
  bucket = aws_s3_bucket.raw.id
  policy = data.aws_iam_policy_document.raw.json
}
