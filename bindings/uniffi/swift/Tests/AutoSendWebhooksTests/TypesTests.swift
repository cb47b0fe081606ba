import AutoSendWebhooks
import Foundation
import Testing

/// What the compiler has to accept, and what the generated types have to hold.
@Suite struct TypesTests {
    @Test func aSwitchOverTheEventsNeedsNoDefault() throws {
        func group(_ event: Event) -> String {
            switch event {
            case .emailSent, .emailDelivered, .emailDeferred, .emailBounced: "lifecycle"
            case .emailOpened, .emailClicked, .emailSpamReported: "engagement"
            case .emailUnsubscribed, .emailGroupUnsubscribed, .emailGroupResubscribed: "subscription"
            case .contactCreated, .contactUpdated, .contactDeleted: "contact"
            case .emailReceived: "inbound"
            case .unknown, .invalid: "none"
            }
        }
        #expect(group(try receive(payload("first/contact.deleted")).event) == "contact")
    }

    @Test func allMayCrossBetweenTasks() throws {
        func sendable(_ value: some Sendable) -> Bool { true }
        let delivery = try receive(payload("current/email.sent"))
        #expect(sendable(delivery) && sendable(delivery.event) && sendable(WebhookError.self))
        #expect(sendable(try Verifier(secret: secret)) && sendable(Deduplicator()))
    }

    @Test func theFieldsAreThoseOfTheCatalog() throws {
        let catalog = try json("schema/catalog.json")
        let objects = try #require(catalog["objects"] as? [[String: Any]])
        for type in try #require(catalog["events"] as? [[String: Any]]) {
            let fields = try #require(objects.first { $0["name"] as? String == type["data"] as? String }?["fields"] as? [[String: Any]])
            let generation = (type["documented_in_generations"] as! [Int]).max()!
            let body = try payload("\(generation == 2 ? "current" : "first")/\(type["type"] as! String)")
            let data = try #require(Mirror(reflecting: try receive(body).event).children.first?.value)
            let members = Mirror(reflecting: data).children
            #expect(members.map(\.label) == fields.map { $0["name"] as? String } + ["extra"])
            for (member, field) in zip(members, fields) {
                let isOptional = Mirror(reflecting: member.value).displayStyle == .optional
                #expect(isOptional == (field["optional"] as? Bool), "\(data).\(member.label ?? "")")
            }
        }
    }
}
