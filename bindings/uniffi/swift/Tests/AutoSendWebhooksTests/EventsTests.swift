import AutoSendWebhooks
import Foundation
import Testing

@Suite struct EventsTests {
    @Test func eachTypeArrivesAsItsCase() throws {
        let types = try #require(try json("schema/catalog.json")["events"] as? [[String: Any]])
        #expect(types.map { $0["type"] as? String } == Event.types)
        for type in types {
            let name = type["type"] as! String
            for generation in type["documented_in_generations"] as! [Int] {
                let delivery = try receive(payload("\(generation == 2 ? "current" : "first")/\(name)"))
                let data = try #require(Mirror(reflecting: delivery.event).children.first?.value)
                #expect(String(describing: Swift.type(of: data)) == type["name"] as? String)
                #expect(delivery.type == name)
                #expect(delivery.generation == generation)
            }
        }
    }

    @Test func aBounce() throws {
        let data = try #require(try object(payload("current/email.bounced"))["data"] as? [String: Any])
        switch try receive(payload("current/email.bounced")).event {
        case .emailBounced(let bounce):
            #expect(bounce.to.email == (data["to"] as? [String: Any])?["email"] as? String)
            #expect(bounce.reason == data["reason"] as? String)
            #expect(bounce.bounceType?.rawValue == data["bounceType"] as? String)
            #expect(bounce.bounceType == .permanent || bounce.bounceType == .transient)
        default: Issue.record("no bounce")
        }
    }

    @Test func inboundMailWithItsLists() throws {
        let data = try #require(try object(payload("current/email.received"))["data"] as? [String: Any])
        guard case .emailReceived(let mail) = try receive(payload("current/email.received")).event else {
            Issue.record("no mail")
            return
        }
        #expect(mail.to.map(\.email) == (data["to"] as! [[String: Any]]).map { $0["email"] as! String })
        #expect(mail.attachments.map(\.size) == (data["attachments"] as! [[String: Any]]).map { ($0["size"] as! NSNumber).int64Value })
    }

    @Test func unknownMembersAndValuesArriveAsTheyAre() throws {
        let body = #"""
            {"type":"email.spam_reported","createdAt":"2025-11-12T10:30:00.5+01:00","data":{"emailId":"1","from":"a@b.example",
            "to":{"email":"c@d.example","seats":9007199254740993},"subject":"é","test":false,"complaintType":"new","n":1e999}}
            """#
        let delivery = try receive(Data(body.utf8))
        guard case .emailSpamReported(let data) = delivery.event else {
            Issue.record("another event")
            return
        }
        #expect(data.complaintType?.rawValue == "new")
        #expect(data.extra == ["n": "1e999"])
        #expect(data.to.extra == ["seats": "9007199254740993"])
        #expect(data.subject == "é")
        #expect(data.campaignId == nil)
        #expect(delivery.createdAt == Date(timeIntervalSince1970: 1_762_939_800.5))
    }

    @Test func anUnknownTypeAndDataThatDoesNotFit() throws {
        let unknown = try receive(Data(#"{"type":"email.paused","createdAt":1,"data":[1.0]}"#.utf8))
        guard case .unknown(let event) = unknown.event else {
            Issue.record("it is known")
            return
        }
        #expect(event.type == "email.paused")
        #expect(event.data == "[1.0]")
        #expect(unknown.createdAt == nil)
        let invalid = try receive(Data(#"{"type":"email.sent","createdAt":"2025-11-12T10:30:00Z"}"#.utf8))
        guard case .invalid(let event, let reason) = invalid.event else {
            Issue.record("it fits")
            return
        }
        #expect(event.type == "email.sent")
        #expect(reason == "there is no `data`")
    }

    @Test func aStoredDeliveryIsReadAgain() throws {
        let delivery = try receive(payload("current/email.sent"), id: "a")
        let again = try Delivery(trusted: delivery.body, id: "a")
        #expect(again.event == delivery.event)
        #expect(refusal { _ = try Delivery(trusted: Data("[]".utf8), id: "a") }?.code == .bodyNotObject)
    }
}
