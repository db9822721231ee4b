//! Turns the Fluent messages of `assets/words/zh-CN` into the enum `Word`, so that a wrong key does not compile.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use fluent_syntax::parser;

/// A message: its key and the variables its text names.
struct Message {
    key: String,
    variables: BTreeSet<String>,
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"));
    let chinese = files(&root.join("assets/words/zh-CN"));
    let english = files(&root.join("assets/words/en"));
    let messages: Vec<Message> = chinese.iter().flat_map(|path| messages(path)).collect();
    let code = format!("{}{}{}", word_enum(&messages), sources("CHINESE", &chinese), sources("ENGLISH", &english));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo names the output folder")).join("words.rs");
    fs::write(out, code).expect("the output folder can be written");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .collect();
    paths.sort();
    paths
}

fn messages(path: &Path) -> Vec<Message> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let resource = parser::parse(text.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{} is not Fluent: {errors:?}", path.display()));
    let of_entry = |entry: &Entry<&str>| match entry {
        Entry::Message(message) => {
            let mut variables = BTreeSet::new();
            if let Some(pattern) = &message.value {
                collect(&pattern.elements, &mut variables);
            }
            Some(Message { key: message.id.name.to_owned(), variables })
        }
        _ => None,
    };
    resource.body.iter().filter_map(of_entry).collect()
}

fn collect(elements: &[PatternElement<&str>], variables: &mut BTreeSet<String>) {
    for element in elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, variables);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, variables),
        Expression::Select { selector, variants } => {
            collect_inline(selector, variables);
            for variant in variants {
                collect(&variant.value.elements, variables);
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, variables),
        _ => {}
    }
}

fn word_enum(messages: &[Message]) -> String {
    let mut variants = String::new();
    let mut all = String::new();
    let mut keys = String::new();
    let mut arguments = String::new();
    for Message { key, variables } in messages {
        let name = camel(key);
        let names: Vec<String> = variables.iter().map(|name| format!("{name:?}")).collect();
        writeln!(variants, "    {name},").expect("a string");
        writeln!(all, "        Self::{name},").expect("a string");
        writeln!(keys, "            Self::{name} => {key:?},").expect("a string");
        writeln!(arguments, "            Self::{name} => &[{}],", names.join(", ")).expect("a string");
    }
    format!(
        "/// One text of the interface.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\npub enum Word {{\n{variants}}}\n\n\
         impl Word {{\n    pub const ALL: &'static [Self] = &[\n{all}    ];\n\n    \
         /// The message's key in the Fluent files.\n    pub const fn key(self) -> &'static str {{\n        \
         match self {{\n{keys}        }}\n    }}\n\n    \
         /// The variables of its text.\n    pub const fn variables(self) -> &'static [&'static str] {{\n        \
         match self {{\n{arguments}        }}\n    }}\n}}\n\n"
    )
}

fn sources(name: &str, paths: &[PathBuf]) -> String {
    let mut includes = String::new();
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
        writeln!(includes, "    include_str!({:?}),", path.display().to_string()).expect("a string");
    }
    format!("const {name}: &[&str] = &[\n{includes}];\n\n")
}

fn camel(key: &str) -> String {
    key.split(['-', '_'])
        .map(|part| {
            part.chars()
                .next()
                .map(char::to_uppercase)
                .into_iter()
                .flatten()
                .chain(part.chars().skip(1))
                .collect::<String>()
        })
        .collect()
}
