<?php

/** What the tests of adapters serve with PHP's own server: by query, `adapter` and what the handler does. */

declare(strict_types=1);

namespace Tests\App;

use Autosend\Webhooks as W;
use Nyholm\Psr7;
use Symfony\Component\HttpFoundation as Http;

require_once __DIR__ . '/autoload.php';

const SECRET = 'whsec_0123456789abcdef0123456789abcdef';

/** Tells the test, in a file, what has happened. */
function note(string $line): void
{
    file_put_contents(getenv('NOTES'), "$line\n", FILE_APPEND | LOCK_EX);
}

/** What a handler does; `once-…` does it for the first delivery only. */
function act(string $what): mixed
{
    if (str_starts_with($what, 'once-')) {
        return substr_count(file_get_contents(getenv('NOTES')), 'handled') > 1 ? null : act(substr($what, 5));
    }
    switch ($what) {
        case 'throw':
            throw new \RuntimeException('a text that is nobody\'s business');
        case 'error':
            return strlen([]);
        case 'exit':
            exit('bye');
        case 'fatal':
            return eval('class Unfinished implements \Countable {}');
        case 'memory':
            for ($all = []; true;) {
                $all[] = str_repeat('x', 100);
            }
            // It never falls through.
        case 'small-memory':
            // Until not even a little is left.
            for ($all = null; true;) {
                $all = [$all];
            }
            // It never falls through.
        case 'time':
            for (set_time_limit(1); true;) {
            }
            // It never falls through.
        case 'kill':
            posix_kill(getmypid(), SIGKILL);
            sleep(1);
            return null;
        case 'fiber':
            $fiber = new \Fiber(fn () => \Fiber::suspend());
            $fiber->start();
            return null;
        case 'print':
            echo 'what a handler prints';
            return null;
        case 'generator':
            return (function () {
                note('in a generator');
                yield 1;
            })();
        case 'promise':
            return new class () {
                public function then(): void
                {
                }
            };
        case 'sleep':
            sleep(1);
            return null;
        default:
            return null;
    }
}

/** A deduplicator of the user's own that fails at one thing. */
final class Failing implements W\Deduplicator
{
    public function __construct(private readonly W\Deduplicator $seen, private readonly string $fails)
    {
    }

    public function admit(W\Delivery $delivery, ?\DateTimeInterface $now = null): W\Admission
    {
        $this->fails === 'nonsense' && $this->nonsense();

        return $this->attempt(__FUNCTION__, fn () => $this->seen->admit($delivery, $now));
    }

    public function done(W\Delivery $delivery): void
    {
        $this->attempt(__FUNCTION__, fn () => $this->seen->done($delivery));
    }

    public function forget(W\Delivery $delivery): void
    {
        $this->attempt(__FUNCTION__, fn () => $this->seen->forget($delivery));
    }

    private function attempt(string $name, \Closure $what): mixed
    {
        return $name === $this->fails ? throw new \RuntimeException('the database is at 10.1.2.3') : $what();
    }

    /** What strict types make of a wrong value. */
    private function nonsense(): W\Admission
    {
        return true;
    }
}

function seen(): W\Deduplicator
{
    $database = new \PDO('sqlite:' . getenv('DATABASE'));
    $seen = new W\PdoDeduplicator($database, lease: (float) ($_GET['lease'] ?? 60));
    $seen->createTable();

    return isset($_GET['fails']) ? new Failing($seen, $_GET['fails']) : $seen;
}

function receive(W\Verifier $verifier): void
{
    $callback = fn (string $name) => ($_GET[$name] ?? '') === 'throws'
        ? fn () => throw new \RuntimeException('a callback')
        : fn (mixed $of) => note($name . ' ' . ($of instanceof \Throwable ? $of::class : $of->id));
    $receiver = new W\Http\Receiver(
        $verifier,
        seen(),
        function (W\Delivery $delivery): mixed {
            note("handled {$delivery->id}");

            return act($_GET['do'] ?? '');
        },
        isset($_GET['failed']) ? $callback('failed') : null,
        isset($_GET['onExpired']) ? $callback('onExpired') : null,
    );
    // Read before: php://input can be read again.
    ($_GET['read'] ?? '') === 'before' && file_get_contents('php://input');
    $receiver->receive()->send();
}

function symfony(W\Verifier $verifier): void
{
    require_once 'Symfony/Component/HttpFoundation/autoload.php';
    Http\Request::enableHttpMethodParameterOverride();
    $request = Http\Request::createFromGlobals();
    ($_GET['read'] ?? '') === 'content' && $request->getContent();
    ($_GET['read'] ?? '') === 'stream' && stream_get_contents($request->getContent(true));
    $middleware = new W\Http\LaravelMiddleware($verifier);
    $middleware->handle($request, function (Http\Request $request): Http\Response {
        note('handled ' . $request->attributes->get(W\Delivery::class)->id);
        act($_GET['do'] ?? '');

        return new Http\JsonResponse(['received' => true]);
    })->send();
}

/** A stream that can't go back, as servers may have. */
function streamOnce(): Psr7\Stream
{
    [$mine, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $body = file_get_contents('php://input');
    stream_set_write_buffer($theirs, 0);
    stream_set_blocking($theirs, false);
    while ($body !== '') {
        $written = fwrite($theirs, $body) ?: throw new \RuntimeException('too large for a socket');
        $body = substr($body, $written);
    }
    fclose($theirs);

    return Psr7\Stream::create($mine);
}

function psr(W\Verifier $verifier): void
{
    require_once 'Nyholm/Psr7/autoload.php';
    require_once __DIR__ . '/psr15.php';
    $stream = isset($_GET['once']) ? streamOnce() : Psr7\Stream::create(fopen('php://input', 'r'));
    $headers = array_change_key_case(getallheaders());
    $request = new Psr7\ServerRequest($_SERVER['REQUEST_METHOD'], '/webhooks', $headers, $stream);
    match ($_GET['read'] ?? '') {
        'all' => $request->getBody()->getContents(),
        'part' => $request->getBody()->read(10),
        'detached' => $request->getBody()->detach(),
        default => null,
    };
    $handler = new class () implements \Psr\Http\Server\RequestHandlerInterface {
        public function handle(\Psr\Http\Message\ServerRequestInterface $request): \Psr\Http\Message\ResponseInterface
        {
            note('handled ' . $request->getAttribute(W\Delivery::class)->id . ' ' . strlen((string) $request->getBody()));
            act($_GET['do'] ?? '');

            return new Psr7\Response(200, ['Content-Type' => 'application/json'], '{"received":true}');
        }
    };
    $middleware = new W\Http\PsrMiddleware($verifier, new Psr7\Factory\Psr17Factory());
    $response = $middleware->process($request, $handler);
    http_response_code($response->getStatusCode());
    foreach ($response->getHeaders() as $name => $values) {
        header("$name: $values[0]");
    }
    echo $response->getBody();
}

$secret = ($_GET['secret'] ?? '') === 'none' ? fn () => getenv('THERE_IS_NO_SUCH_VARIABLE') : SECRET;
$verifier = new W\Verifier($secret, maxBody: 100_000);
match ($_GET['adapter'] ?? 'receiver') {
    'receiver' => receive($verifier),
    'symfony' => symfony($verifier),
    'psr' => psr($verifier),
};
