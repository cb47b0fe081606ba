<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

/** PHP's own server with app.php, several processes of it, and a client that speaks HTTP by hand. */
final class Server
{
    private const BUDGET = 8;

    private static ?self $only = null;
    private readonly string $folder;
    private readonly int $port;
    /** @var resource */
    private $process;

    private function __construct()
    {
        $this->folder = sys_get_temp_dir() . '/webhooks-php-' . bin2hex(random_bytes(4));
        mkdir($this->folder);
        $probe = stream_socket_server('tcp://127.0.0.1:0');
        $this->port = (int) substr(strrchr(stream_socket_get_name($probe, false), ':'), 1);
        fclose($probe);
        $options = ['display_errors=1', 'memory_limit=16M', 'output_buffering=0', "error_log={$this->folder}/log"];
        $command = [PHP_BINARY];
        foreach ($options as $option) {
            array_push($command, '-d', $option);
        }
        array_push($command, '-S', "127.0.0.1:{$this->port}", __DIR__ . '/app.php');
        $environment = [
            'PHP_CLI_SERVER_WORKERS' => '6',
            'NOTES' => "{$this->folder}/notes",
            'DATABASE' => "{$this->folder}/seen.sqlite",
            'PATH' => getenv('PATH'),
        ];
        $output = ['file', "{$this->folder}/output", 'a'];
        $process = proc_open(['setsid', ...$command], [['pipe', 'r'], $output, $output], $pipes, null, $environment);
        $this->process = $process ?: throw new \RuntimeException('the server does not start');
        register_shutdown_function($this->stop(...));
        for ($tries = 0; $tries < 200 && !@stream_socket_client("tcp://127.0.0.1:{$this->port}"); ++$tries) {
            usleep(50_000);
        }
        $this->forgetNotes();
    }

    public static function get(): self
    {
        self::$only ??= new self();
        self::$only->forgetNotes();

        return self::$only;
    }

    /** What handlers told since the test began. */
    public function notes(): array
    {
        return file("{$this->folder}/notes", FILE_IGNORE_NEW_LINES);
    }

    public function log(): string
    {
        return (string) @file_get_contents("{$this->folder}/log");
    }

    /**
     * Posts a body, signed if no headers are given.
     *
     * @return array{int, mixed, array<string, string>} status, body, headers
     */
    public function post(string $query, string $body, ?array $headers = null, string $method = 'POST'): array
    {
        return $this->response($this->send($query, $body, $headers, $method));
    }

    /** @return resource the connection, to read the response from */
    public function send(string $query, string $body, ?array $headers = null, string $method = 'POST')
    {
        $headers ??= W\Testing::sign(SECRET, $body);
        $headers += ['Host' => 'localhost', 'Content-Length' => (string) strlen($body)];
        $connection = $this->connect();
        $lines = array_map(fn ($name) => "$name: $headers[$name]\r\n", array_keys(array_filter($headers, is_string(...))));
        fwrite($connection, "$method /webhooks?$query HTTP/1.1\r\n" . implode('', $lines) . "\r\n" . $body);

        return $connection;
    }

    /** @return resource */
    public function connect()
    {
        $connection = stream_socket_client("tcp://127.0.0.1:{$this->port}", timeout: self::BUDGET);
        stream_set_timeout($connection, self::BUDGET);

        return $connection;
    }

    /** Reads a response; that there is none in time, or none at all, is status 0. */
    public function response($connection): array
    {
        $text = (string) stream_get_contents($connection);
        check(!stream_get_meta_data($connection)['timed_out'], 'there was no response in time');
        [$head, $body] = explode("\r\n\r\n", $text, 2) + ['', ''];
        $headers = [];
        foreach (array_slice(explode("\r\n", $head), 1) as $line) {
            [$name, $value] = explode(': ', $line, 2) + ['', ''];
            $headers[strtolower($name)] = $value;
        }

        return [(int) substr($head, 9, 3), json_decode($body, true) ?? $body, $headers];
    }

    private function forgetNotes(): void
    {
        file_put_contents("{$this->folder}/notes", '');
        file_put_contents("{$this->folder}/log", '');
    }

    private function stop(): void
    {
        // The group, which its processes are.
        posix_kill(-proc_get_status($this->process)['pid'], SIGKILL);
        exec('rm -r ' . escapeshellarg($this->folder));
    }
}
