//! Commands that documents tell, for tests that run them.

/// What follows a prompt within blocks of a console, with the lines that continue it.
pub fn commands(document: &str) -> Vec<String> {
    let blocks = document.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut commands: Vec<String> = Vec::new();
    for line in blocks.flat_map(str::lines) {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push(command.to_owned()),
            (None, Some(command)) => command.extend(["\n", line]),
            (None, None) => {}
        }
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_what_follows_a_prompt() {
        let guide =
            "text\n```console\n$ one \\\n    more\n$ two\n```\n```toml\n$ none\n```\n```console\n$ three\n```\n";
        assert_eq!(commands(guide), ["one \\\n    more", "two", "three"]);
    }
}
