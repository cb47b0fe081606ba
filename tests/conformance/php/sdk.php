<?php

declare(strict_types=1);

/** Loads the classes of an SDK as its composer.json says, and returns their namespace. */
function load_sdk(string $folder): string
{
    $composer = json_decode(file_get_contents("$folder/composer.json"), true, 512, JSON_THROW_ON_ERROR);
    [$namespace, $sources] = [key($composer['autoload']['psr-4']), current($composer['autoload']['psr-4'])];
    spl_autoload_register(function (string $class) use ($folder, $namespace, $sources): void {
        foreach (str_starts_with($class, $namespace) ? $sources : [] as $source) {
            $path = "$folder/$source" . str_replace('\\', '/', substr($class, strlen($namespace))) . '.php';
            if (is_file($path)) {
                require_once $path;
            }
        }
    });

    return rtrim($namespace, '\\');
}

/** Loads all files of an SDK, whether a request needs them or not. */
function load_all(string $folder): void
{
    foreach (['src', 'generated'] as $part) {
        $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator("$folder/$part", FilesystemIterator::SKIP_DOTS));
        foreach ($files as $file) {
            // What extends or implements something of a framework is tested with that.
            if ($file->getExtension() === 'php' && !str_contains($file->getPathname(), '/Http/')) {
                require_once $file->getPathname();
            }
        }
    }
}

/** What became of an event. */
function outcome(string $sdk, object $event): string
{
    return ["$sdk\\Event\\Unknown" => 'unknown', "$sdk\\Event\\Invalid" => 'invalid'][$event::class] ?? 'typed';
}

/** What an accepted delivery is, as tests/vectors/README.md names it. */
function describe(string $sdk, object $delivery): array
{
    return [
        'type' => $delivery->type(),
        'outcome' => outcome($sdk, $delivery->event),
        'generation' => $delivery->event->generation(),
        'delivery_id' => $delivery->id,
        'sent_at_ms' => $delivery->sentAtMillis,
        'created_at' => $delivery->createdAt() === null ? null : (string) $delivery->createdAt(),
        'secret_index' => $delivery->secretIndex,
        'digest' => $delivery->digest(),
    ];
}

/** A clock in Unix milliseconds. */
function clock(int $millis): DateTimeImmutable
{
    return new DateTimeImmutable(sprintf('@%d.%03d', intdiv($millis, 1000), $millis % 1000));
}
