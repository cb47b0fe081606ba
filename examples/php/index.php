<?php

/** Receives webhooks: verifies every request and processes each event once. */

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

// region: receive
use Autosend\Webhooks\Delivery;
use Autosend\Webhooks\Event;
use Autosend\Webhooks\Http\Receiver;
use Autosend\Webhooks\PdoDeduplicator;
use Autosend\Webhooks\Verifier;

// Each request has a process of its own, so what was seen is in a database.
$seen = new PdoDeduplicator(new PDO(getenv('DATABASE') ?: 'sqlite:' . __DIR__ . '/webhooks.sqlite'));
$seen->createTable();

$receiver = new Receiver(
    new Verifier(fn () => getenv('AUTOSEND_WEBHOOK_SECRET')),
    $seen,
    function (Delivery $delivery): void {
        match (true) {
            $delivery->event instanceof Event\EmailBounced
                => error_log("{$delivery->event->data->to->email} bounced: {$delivery->event->data->reason}"),
            $delivery->event instanceof Event\Unknown => error_log("new to us: {$delivery->type()}"),
            // Queue the event here and return: if that fails, AutoSend delivers it again.
            default => error_log("{$delivery->id} {$delivery->type()}"),
        };
    },
);
$receiver->receive()->send();
// endregion
