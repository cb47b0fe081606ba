// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "Receiver",
    platforms: [.macOS(.v13)],
    // Outside of this repository: the address of the released package. (Here a link to bindings/uniffi/swift: packages in
    // folders of the same name can't depend on each other.)
    dependencies: [.package(path: "autosend-webhooks")],
    targets: [
        .executableTarget(
            name: "Receiver",
            dependencies: [.product(name: "AutoSendWebhooks", package: "autosend-webhooks")]
        ),
        .testTarget(
            name: "ReceiverTests",
            dependencies: ["Receiver", .product(name: "AutoSendWebhooks", package: "autosend-webhooks")]
        ),
    ]
)
