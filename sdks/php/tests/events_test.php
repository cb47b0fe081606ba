<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

function test_samples_are_typed_and_signed(): void
{
    foreach (W\Events::CLASSES as $type => $class) {
        $delivery = deliver(W\Testing::sample($type));
        same([$delivery->type(), $delivery->event::class], [$type, $class]);
    }
    same(W\Testing::sample('email.unheard_of'), null);
}

function test_absent_and_null_are_told_apart(): void
{
    $read = fn (string $to) => deliver(
        '{"type":"email.opened","createdAt":"2025-11-12T10:30:00Z","data":{"emailId":"","from":"","to":' . $to
        . ',"subject":"","test":true}}',
    )->event->data->to;
    same([$read('{"email":""}')->name, $read('{"email":""}')->isNull('name')], [null, false]);
    same([$read('{"email":"","name":null}')->name, $read('{"email":"","name":null}')->isNull('name')], [null, true]);
    same($read('{"email":"","name":"Ada"}')->name, 'Ada');
}

function test_the_first_generation_is_read_into_the_same_class(): void
{
    $event = deliver('{"event":"email.bounced","timestamp":"2025-11-12T10:30:00.000Z","data":{"emailId":"e","from":"f",'
        . '"to":{"email":"t"},"subject":"s","bounceType":"Sideways","bounceReason":"full"}}')->event;
    check($event instanceof W\Event\EmailBounced);
    same([$event->generation, $event->data->reason, $event->data->test], [1, 'full', false]);
    same($event->data->bounceType, 'Sideways');
    check(!W\Data\BounceType::isKnown('Sideways'));
    check(W\Data\BounceType::isKnown(W\Data\BounceType::PERMANENT));
}

function test_what_no_property_names_is_kept(): void
{
    $event = deliver('{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","new":[1.0],'
        . '"data":{"email":"a@b.example","seats":92233720368547758079,"plan":"pro"}}')->event;
    same($event->extra, ['new' => '[1.0]']);
    same($event->data->extra, ['seats' => '92233720368547758079', 'plan' => '"pro"']);
    same([$event->data->extra('plan'), $event->data->extra('none')], ['pro', null]);
    same($event->data->extra('seats'), '92233720368547758079');
}

function test_an_event_can_be_made_and_written(): void
{
    $event = new W\Event\ContactDeleted(
        W\Timestamp::of(new \DateTimeImmutable('@1762943400')),
        new W\Data\ContactDeletedData(email: 'jane@example.org'),
    );
    $body = '{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"jane@example.org"}}';
    same($event->toJson(), $body);
}

function test_unknown_and_invalid_keep_their_data(): void
{
    $unknown = deliver('{"type":"email.dropped","data":{"n":1e999}}')->event;
    check($unknown instanceof W\Event\Unknown);
    same($unknown->data(), '{"n":1e999}');
    $invalid = deliver('{"type":"email.opened","createdAt":"2025-11-12T10:30:00Z","data":[]}')->event;
    check($invalid instanceof W\Event\Invalid && $invalid->reason !== '');
    same($invalid->data(), '[]');
}

function test_a_megabyte_of_anything_is_read(): void
{
    foreach (['\\\\n', 'a', '\\\\u00e9', '\\\\ud83d'] as $part) {
        $text = str_repeat(stripslashes($part), intdiv(1_000_000, strlen(stripslashes($part))));
        $event = deliver('{"type":"x","data":"' . $text . '"}')->event;
        same($event->data(), "\"$text\"");
    }
}
