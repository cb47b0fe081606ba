//! Which source files are the runtime of a language: what its packages have whatever the catalog says.
//!
//! Compiled into the build script too, which embeds the files.

/// The source files of one language, below the folder that `runtimes/<target>` links to.
pub struct Runtime {
    /// The target whose packages it is copied into.
    pub target: &'static str,
    /// Which files, as globs. Generated ones, which say so in their first lines, are passed by.
    pub include: &'static [&'static str],
    /// Which of those are not copied: tests, and what only this project's own package can have.
    pub exclude: &'static [&'static str],
}

/// The runtimes, by language.
pub const RUNTIMES: &[Runtime] = &[
    Runtime {
        target: "typescript",
        include: &["src/**/*.ts"],
        // Copies have no native addon; what they have instead of the two files is in `packages/`.
        exclude: &["src/native/*", "src/index.ts", "src/kinds.ts", "src/adapters/next.ts"],
    },
    Runtime { target: "go", include: &["*.go", "go.mod"], exclude: &["*_test.go"] },
    Runtime { target: "php", include: &["README.md", "composer.json", "src/**/*.php"], exclude: &[] },
    Runtime {
        target: "python",
        include: &["src/**/*.py", "src/**/py.typed"],
        // The native module is this project's own, a copy has a `_backend.py` without it; so is what Django calls by a name.
        exclude: &["src/*/_backend.py", "src/*/_pytest.py", "src/*/inbox/django/*"],
    },
    Runtime { target: "ruby", include: &["*.gemspec", "lib/**/*.rb"], exclude: &[] },
    Runtime { target: "java", include: &["pom.xml", "src/main/**/*.java"], exclude: &[] },
    Runtime { target: "csharp", include: &["*.csproj", "src/**/*.cs"], exclude: &[] },
];
