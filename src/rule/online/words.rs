//! The words by which pages say that there is nothing, or that a login is needed, in English, French and Chinese.

use crate::evidence::fold;

/// In a title or heading: what was asked for is not there.
const NOT_FOUND: [&str; 19] = [
    "404",
    "page not found",
    "not found",
    "page does not exist",
    "page doesn’t exist",
    "page no longer exists",
    "page cannot be found",
    "can’t find that page",
    "page introuvable",
    "page non trouvée",
    "page inexistante",
    "page n’existe pas",
    "page n’existe plus",
    "找不到",
    "未找到",
    "无法找到",
    "页面不存在",
    "不存在的页面",
    "页面已删除",
];

/// In a title or heading: whoever has no account stays out.
const LOGIN: [&str; 13] = [
    "log in",
    "login",
    "sign in",
    "log on",
    "restricted access",
    "connexion",
    "se connecter",
    "identifiez-vous",
    "accès réservé",
    "登录",
    "登陆",
    "请先登录",
    "用户登录",
];

/// Parts of the path of a page that asks for a login.
const LOGIN_PATHS: [&str; 10] =
    ["login", "log-in", "signin", "sign-in", "sso", "auth", "oauth2", "connexion", "wp-login.php", "denglu"];

/// Whether a title or heading says that what was asked for is not there.
pub fn says_not_found(title: &str) -> bool {
    says(title, &NOT_FOUND)
}

/// Whether a title or heading asks for a login.
pub fn asks_for_login(title: &str) -> bool {
    says(title, &LOGIN)
}

/// Whether an address is one of a login.
pub fn leads_to_login(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.split('/').skip(3).any(|part| LOGIN_PATHS.iter().any(|login| part.eq_ignore_ascii_case(login)))
}

/// Whether a text holds one of some phrases.
pub fn says(text: &str, phrases: &[&str]) -> bool {
    let folded = fold::fold(text);
    phrases.iter().any(|phrase| folded.contains(&fold::pattern(phrase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_that_nothing_is_there() {
        for title in
            ["404 – Quayside", "Oops! Page Not Found", "Cette page n'existe pas", "抱歉，页面不存在", "找不到该页面"]
        {
            assert!(says_not_found(title), "{title}");
        }
        for title in ["Retail on AWS", "Lost and found: stock", "4040 stores", "Magasins trouvés"] {
            assert!(!says_not_found(title), "{title}");
        }
    }

    #[test]
    fn an_address_leads_to_a_login() {
        assert!(leads_to_login("https://a.example/fr/Login?next=/x"));
        assert!(!leads_to_login("https://login.example/retail"));
        assert!(!leads_to_login("https://a.example/login-free-checkout"));
    }
}
