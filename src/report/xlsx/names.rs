//! The names of sheets: what Excel takes, and each one once.

/// How long a name may be, in units of UTF-16.
const LONGEST: usize = 31;

/// The names given so far, as Excel compares them.
#[derive(Default)]
pub struct Names(Vec<String>);

impl Names {
    /// The name of a sheet, with its program before it where there is one. A long program is cut, and what is taken
    /// already gets a number.
    pub fn of(&mut self, program: &str, sheet: &str) -> String {
        let sheet = cut(&allowed(sheet), LONGEST);
        let mut number = 1;
        loop {
            let mark = if number == 1 { String::new() } else { format!(" {number}") };
            let room = LONGEST.saturating_sub(sheet.encode_utf16().count() + mark.len() + 1);
            let program = cut(&allowed(program), room);
            let name =
                if program.is_empty() { sheet.clone() } else { format!("{} {sheet}", program.trim_end_matches('-')) };
            let name = cut(&name, LONGEST - mark.len()) + &mark;
            if !self.0.contains(&name.to_lowercase()) {
                self.0.push(name.to_lowercase());
                return name;
            }
            number += 1;
        }
    }
}

/// Without the characters that Excel refuses.
fn allowed(name: &str) -> String {
    let name = name.replace(['[', ']', ':', '*', '?', '/', '\\'], "-");
    name.trim_matches('\'').to_owned()
}

fn cut(name: &str, longest: usize) -> String {
    let mut units = 0;
    let fits = |character: &char| {
        units += character.len_utf16();
        units <= longest
    };
    name.chars().take_while(fits).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_each_is_given_once() {
        let mut names = Names::default();
        assert_eq!(names.of("", "Gaps"), "Gaps");
        assert_eq!(names.of("", "gaps"), "gaps 2");
        assert_eq!(names.of("public-case-study", "Requirements and case studies"), "p Requirements and case studies");
        assert_eq!(names.of("partner-central-linking", "Evidence cited"), "partner-central Evidence cited");
        assert_eq!(names.of("partner-central-registration", "Evidence cited"), "partner-centra Evidence cited 2");
        assert_eq!(names.of("a/b", "[Rows]: *'"), "a-b -Rows-- -");
        let long = names.of("retail", &"公".repeat(40));
        assert_eq!(long.chars().count(), LONGEST);
        assert_eq!(names.of("lambda", &"公".repeat(40)).chars().count(), LONGEST);
    }
}
