// The AAR: the same Kotlin sources, with the native library for each ABI.
//
// It takes the Android SDK; the NDK r28 or newer, whose linker aligns libraries to pages of 16 KiB by itself (ANDROID_NDK_HOME,
// or where Android Studio puts it); `cargo install cargo-ndk` (4.1); and
// `rustup target add aarch64-linux-android armv7-linux-androideabi x86_64-linux-android`. Then, from this folder:
//
//     cargo xtask test --only kotlin   # generates ../target/uniffi
//     gradle assembleRelease           # build/outputs/aar
//
// Written against the documentation of these tools and reviewed, but never run: the project's tests have no Android SDK.

buildscript {
    repositories {
        google()
        mavenCentral()
    }
    dependencies {
        // The plugin below brings a Kotlin of its own, which is older: this is the one of ../pom.xml.
        classpath("org.jetbrains.kotlin:kotlin-gradle-plugin:2.4.20")
    }
}

plugins {
    // From 9.0 on it compiles Kotlin itself, and refuses the plugin that did so before.
    id("com.android.library") version "9.2.1"
    `maven-publish`
}

group = "autosend.webhooks"
version = "0.1.0"

val crate = file("../..")
val libraries = layout.buildDirectory.dir("jniLibs")

android {
    namespace = "autosend.webhooks"
    compileSdk = 36

    defaultConfig {
        // java.time without desugaring needs 26, Reference.reachabilityFence 28.
        minSdk = 28
        consumerProguardFiles("consumer-rules.pro")
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }

    sourceSets.named("main") {
        kotlin.directories += listOf("../src/main/kotlin", "../src/generated/kotlin", "../target/uniffi")
        jniLibs.directories += libraries.get().asFile.path
    }

    publishing {
        singleVariant("release") {
            withSourcesJar()
        }
    }
}

dependencies {
    // The AAR of JNA, which brings its own library for each ABI.
    api("net.java.dev.jna:jna:5.19.1@aar")
}

/**
 * One library an ABI. An app bundle delivers to each device only its own; an app that ships APKs splits them itself, with
 * `android { splits { abi { isEnable = true } } }` in its own build file: a library can't.
 */
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
