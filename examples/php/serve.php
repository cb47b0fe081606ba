<?php

/** Serves index.php with PHP's own server at the port in PORT (0: any free one), and says so once it listens. */

declare(strict_types=1);

$wanted = getenv('PORT') === false ? 3000 : (int) getenv('PORT');
$probe = stream_socket_server("tcp://127.0.0.1:$wanted") ?: exit(1);
$address = stream_socket_get_name($probe, false);
fclose($probe);

// The server takes this process over, so that ending it ends the server; another one waits until it listens.
if (pcntl_fork() !== 0) {
    pcntl_exec(PHP_BINARY, ['-S', $address, __DIR__ . '/index.php']);
}
for ($tries = 0; $tries < 200; ++$tries) {
    if (@stream_socket_client("tcp://$address")) {
        echo "listening on http://$address\n";
        exit;
    }
    usleep(50_000);
}
fwrite(STDERR, "the server does not listen\n");
exit(1);
