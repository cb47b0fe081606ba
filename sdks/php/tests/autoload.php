<?php

/** Loads the package's classes, as its composer.json says. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $path = str_replace('\\', '/', substr($class, strlen('Autosend\Webhooks\\'))) . '.php';
    foreach (str_starts_with($class, 'Autosend\Webhooks\\') ? ['src', 'generated'] : [] as $folder) {
        if (is_file(__DIR__ . "/../$folder/$path")) {
            require __DIR__ . "/../$folder/$path";
        }
    }
});
