// The AAR: the same Kotlin sources, with the native library for each ABI. Needs the Android SDK and NDK and
// `cargo install cargo-ndk`; run `./gradlew assembleRelease` after `cargo xtask test --only kotlin`, which generates the sources.
//
// Described here and reviewed; the project's own tests don't run it.

plugins {
    id("com.android.library") version "8.13.0"
    id("org.jetbrains.kotlin.android") version "2.4.20"
    id("maven-publish")
}

group = "autosend.webhooks"
version = "0.1.0"

val crate = file("../..")
val libraries = layout.buildDirectory.dir("jniLibs")

android {
    namespace = "autosend.webhooks"
    compileSdk = 36

    defaultConfig {
        // java.time without desugaring; Reference.reachabilityFence needs 28.
        minSdk = 28
        consumerProguardFiles("consumer-rules.pro")
    }

    sourceSets["main"].apply {
        kotlin.srcDirs("../src/main/kotlin", "../src/generated/kotlin", "../target/uniffi")
        jniLibs.srcDir(libraries)
    }

    publishing {
        singleVariant("release")
    }
}

dependencies {
    // The AAR of JNA, which brings its own library for each ABI.
    api("net.java.dev.jna:jna:5.19.1@aar")
}

/** One library an ABI. An app bundle delivers to each device only its own; apps that ship APKs split by ABI themselves. */
val buildNative by tasks.registering(Exec::class) {
    workingDir = crate
    commandLine(
        "cargo", "ndk",
        "--target", "arm64-v8a", "--target", "armeabi-v7a", "--target", "x86_64",
        "--platform", "28",
        "--output-dir", libraries.get().asFile.path,
        "build", "--release", "--lib",
    )
}

tasks.named("preBuild") { dependsOn(buildNative) }

publishing {
    publications {
        register<MavenPublication>("release") {
            artifactId = "autosend-webhooks-android"
            afterEvaluate { from(components["release"]) }
        }
    }
}
