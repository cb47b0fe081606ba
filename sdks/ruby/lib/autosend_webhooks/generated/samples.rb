# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

module AutosendWebhooks
  module Testing
    # Realistic bodies by event type, in today's form.
    SAMPLES = {
      'email.sent' => '{
  "type": "email.sent",
  "createdAt": "2025-11-12T10:29:58.412Z",
  "data": {
    "emailId": "69145fe6a1b2c3d4e5f60101",
    "from": "hello@shop.example.com",
    "to": {
      "email": "ada@example.org",
      "name": "Ada Lovelace"
    },
    "subject": "Your order #48213 is on its way",
    "test": false,
    "templateId": "68f0c2b7a1b2c3d4e5f60a01",
    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",
    "batchId": "69145fe5a1b2c3d4e5f60b01",
    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01"
  }
}
',
      'email.delivered' => '{
  "type": "email.delivered",
  "createdAt": "2025-11-12T10:29:59.003Z",
  "data": {
    "emailId": "69145fe6a1b2c3d4e5f60101",
    "from": "hello@shop.example.com",
    "to": {
      "email": "ada@example.org",
      "name": "Ada Lovelace"
    },
    "subject": "Your order #48213 is on its way",
    "test": false,
    "templateId": "68f0c2b7a1b2c3d4e5f60a01",
    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",
    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",
    "batchId": "69145fe5a1b2c3d4e5f60b01"
  }
}
',
      'email.deferred' => '{
  "type": "email.deferred",
  "createdAt": "2025-11-12T10:29:57.250Z",
  "data": {
    "emailId": "69145fd0a1b2c3d4e5f60102",
    "from": "hello@shop.example.com",
    "to": {
      "email": "grace@example.net",
      "name": null
    },
    "subject": "Your weekly digest",
    "test": false,
    "workflowAutomationId": "68e1aa10a1b2c3d4e5f60d01",
    "delayType": "MailboxFull",
    "delayReason": "452 4.2.2 The recipient\'s mailbox is over quota",
    "expirationTime": "2025-11-13T10:29:57.000Z",
    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",
    "templateId": "68f0c2b7a1b2c3d4e5f60a01",
    "batchId": "69145fe5a1b2c3d4e5f60b01"
  }
}
',
      'email.bounced' => '{
  "type": "email.bounced",
  "createdAt": "2025-11-12T10:29:56.118Z",
  "data": {
    "emailId": "69145fcba1b2c3d4e5f60103",
    "from": "hello@shop.example.com",
    "to": {
      "email": "no-such-person@example.org",
      "name": "Nobody"
    },
    "subject": "Welcome to Example Shop",
    "test": false,
    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",
    "bounceType": "Permanent",
    "bounceSubType": "NoEmail",
    "reason": "550 5.1.1 <no-such-person@example.org>: Recipient address rejected: User unknown",
    "templateId": "68f0c2b7a1b2c3d4e5f60a01",
    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",
    "batchId": "69145fe5a1b2c3d4e5f60b01"
  }
}
',
      'email.opened' => '{
  "type": "email.opened",
  "createdAt": "2025-11-12T10:29:59.700Z",
  "data": {
    "emailId": "69145fe6a1b2c3d4e5f60101",
    "from": "hello@shop.example.com",
    "to": {
      "email": "zoe@example.org",
      "name": "Zoë Müller"
    },
    "subject": "Grüße aus Köln 🎉",
    "test": false,
    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",
    "batchId": "69145fe5a1b2c3d4e5f60b02",
    "templateId": "68f0c2b7a1b2c3d4e5f60a01",
    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01"
  }
}
',
      'email.clicked' => '{
  "type": "email.clicked",
  "createdAt": "2025-11-12T10:29:59.880Z",
  "data": {
    "emailId": "69145fe6a1b2c3d4e5f60101",
    "from": "hello@shop.example.com",
    "to": {
      "email": "zoe@example.org",
      "name": "Zoë Müller"
    },
    "subject": "Grüße aus Köln 🎉",
    "test": false,
    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",
    "clickedUrl": "https://shop.example.com/sale?utm_source=mail&utm_campaign=nov%2025#top",
    "templateId": "68f0c2b7a1b2c3d4e5f60a01",
    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",
    "batchId": "69145fe5a1b2c3d4e5f60b01"
  }
}
',
      'email.spam_reported' => '{
  "type": "email.spam_reported",
  "createdAt": "2025-11-12T10:29:30.000Z",
  "data": {
    "emailId": "69145f10a1b2c3d4e5f60104",
    "from": "hello@shop.example.com",
    "to": {
      "email": "angry@example.net",
      "name": null
    },
    "subject": "You won\'t believe \\"this\\"",
    "test": false,
    "templateId": "68f0c2b7a1b2c3d4e5f60a02",
    "complaintType": "abuse",
    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",
    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",
    "batchId": "69145fe5a1b2c3d4e5f60b01"
  }
}
',
      'email.unsubscribed' => '{
  "type": "email.unsubscribed",
  "createdAt": "2025-11-12T10:28:41.009Z",
  "data": {
    "emailId": "69145f10a1b2c3d4e5f60105",
    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",
    "templateId": "68f0c2b7a1b2c3d4e5f60a02",
    "workflowAutomationId": "68e1aa10a1b2c3d4e5f60d01",
    "batchId": "69145fe5a1b2c3d4e5f60b02",
    "test": false
  }
}
',
      'email.group_unsubscribed' => '{
  "type": "email.group_unsubscribed",
  "createdAt": "2025-11-12T10:28:42.010Z",
  "data": {
    "emailId": "69145f10a1b2c3d4e5f60106",
    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",
    "unsubscribeGroupId": "68a00000a1b2c3d4e5f60e01",
    "test": false,
    "templateId": "68f0c2b7a1b2c3d4e5f60a01",
    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",
    "batchId": "69145fe5a1b2c3d4e5f60b01"
  }
}
',
      'email.group_resubscribed' => '{
  "type": "email.group_resubscribed",
  "createdAt": "2025-11-12T10:28:43.011Z",
  "data": {
    "emailId": "69145f10a1b2c3d4e5f60106",
    "unsubscribeGroupId": "68a00000a1b2c3d4e5f60e01",
    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",
    "test": true
  }
}
',
      'contact.created' => '{
  "type": "contact.created",
  "createdAt": "2025-11-12T10:27:00.500Z",
  "data": {
    "contactId": "69145e84a1b2c3d4e5f60201",
    "email": "ada@example.org",
    "name": "Ada Lovelace",
    "plan": "pro",
    "seats": 12,
    "lifetimeValue": 1249.5,
    "newsletter": true,
    "tags": [
      "beta",
      "eu"
    ],
    "address": {
      "city": "London",
      "zip": null
    }
  }
}
',
      'contact.updated' => '{
  "type": "contact.updated",
  "createdAt": "2025-11-12T10:27:30.501Z",
  "data": {
    "contactId": "69145e84a1b2c3d4e5f60201",
    "email": "ada@example.org",
    "name": "Ada King",
    "changedFields": [
      "name",
      "plan"
    ],
    "plan": "enterprise",
    "seats": 40
  }
}
',
      'contact.deleted' => '{
  "type": "contact.deleted",
  "createdAt": "2025-11-12T10:27:59.502Z",
  "data": {
    "contactId": "69145e84a1b2c3d4e5f60201",
    "email": "ada@example.org",
    "reason": "asked by mail"
  }
}
',
      'email.received' => '{
  "type": "email.received",
  "createdAt": "2025-11-12T10:29:50.640Z",
  "data": {
    "inboundEmailId": "69145fdea1b2c3d4e5f60301",
    "from": {
      "email": "grace@example.net",
      "name": "Grace Hopper"
    },
    "to": [
      {
        "email": "support@in.example.com",
        "name": "Example Support"
      },
      {
        "email": "billing@in.example.com",
        "name": null
      }
    ],
    "cc": [
      {
        "email": "ada@example.org",
        "name": null
      }
    ],
    "subject": "Re: Invoice 2025-118 – Ünïcödé",
    "attachments": [
      {
        "attachmentId": "69145fdea1b2c3d4e5f60401",
        "attachmentIndex": 0,
        "filename": "invoice 2025-118.pdf",
        "contentType": "application/pdf",
        "size": 182734
      },
      {
        "attachmentId": "69145fdea1b2c3d4e5f60402",
        "attachmentIndex": 1,
        "filename": "photo.png",
        "contentType": "image/png",
        "size": 0
      }
    ],
    "spamVerdict": "PASS",
    "virusVerdict": "PASS",
    "receivedAt": "2025-11-12T10:29:49.000Z",
    "threadId": "69145a00a1b2c3d4e5f60501",
    "inReplyToEmailActivityId": "69145a00a1b2c3d4e5f60502",
    "inReplyToInboundEmailId": null
  }
}
'
    }.freeze
  end
end
