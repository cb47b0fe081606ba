<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

use Autosend\Webhooks\ErrorCode;
use Autosend\Webhooks\WebhookException;
use Psr\Http\Message\ServerRequestInterface;
use Symfony\Component\HttpFoundation\Request;

/**
 * Reads the raw body of a request, never more of it than a byte above the limit: that tells a body at the limit from a larger
 * one.
 *
 * @internal
 */
final class Body
{
    /**
     * The body of the request that PHP is serving.
     *
     * @param array<array-key, mixed> $server
     *
     * @throws WebhookException
     */
    public static function ofRequest(array $server, int $limit): string
    {
        $length = self::length($server['CONTENT_LENGTH'] ?? null, $limit);
        $body = (string) file_get_contents('php://input', length: $limit + 1);
        if ($body === '' && ($length > 0 || $_POST !== [] || $_FILES !== [])) {
            $detail = 'php://input is empty, since PHP itself reads bodies of this type: set enable_post_data_reading to Off';
            throw new WebhookException(ErrorCode::BodyAlreadyParsed, $detail);
        }

        return $body;
    }

    /**
     * The body of a request of Symfony or Laravel, which keep what was read.
     *
     * @throws WebhookException
     */
    public static function ofSymfony(Request $request, int $limit): string
    {
        $length = self::length($request->headers->get('Content-Length'), $limit);
        try {
            $body = (string) stream_get_contents($request->getContent(true), $limit + 1);
        } catch (\LogicException) {
            $body = '';
        }
        if ($body === '' && ($length > 0 || $request->request->count() > 0 || $request->files->count() > 0)) {
            $detail = 'the request has no content, since PHP itself reads bodies of this type, or something has read it: '
                . 'set enable_post_data_reading to Off, or use getContent() alone';
            throw new WebhookException(ErrorCode::BodyAlreadyParsed, $detail);
        }

        return $body;
    }

    /**
     * The body of a request of PSR-7. It can be read again then, if that is possible at all.
     *
     * @throws WebhookException
     */
    public static function ofPsr(ServerRequestInterface $request, int $limit): string
    {
        $length = self::length($request->getHeaderLine('Content-Length'), $limit);
        $stream = $request->getBody();
        try {
            $isWhole = $stream->isSeekable() || $stream->tell() === 0;
            $body = self::read($stream, $limit + 1);
        } catch (\RuntimeException) {
            [$isWhole, $body] = [false, ''];
        }
        if (!$isWhole && $length > strlen($body) || $body === '' && ($length > 0 || (array) $request->getParsedBody() !== [])) {
            $detail = 'the stream was read or detached before and can\'t go back: put this middleware before what reads the body, '
                . 'or make requests with a stream that is seekable';
            throw new WebhookException(ErrorCode::BodyAlreadyParsed, $detail);
        }

        return $body;
    }

    private static function read(\Psr\Http\Message\StreamInterface $stream, int $limit): string
    {
        if ($stream->isSeekable()) {
            $stream->rewind();
        }
        $body = '';
        while (strlen($body) < $limit && !$stream->eof()) {
            $part = $stream->read($limit - strlen($body));
            if ($part === '') {
                // The end, or nothing for now: it is not waited for.
                break;
            }
            $body .= $part;
        }
        if ($stream->isSeekable()) {
            $stream->rewind();
        }

        return $body;
    }

    /**
     * The length that a request announces.
     *
     * @throws WebhookException with `body_too_large`
     */
    private static function length(mixed $header, int $limit): int
    {
        $length = is_scalar($header) && ctype_digit((string) $header) ? (int) $header : 0;
        if ($length > $limit) {
            throw new WebhookException(ErrorCode::BodyTooLarge, "$length bytes, the limit is $limit");
        }

        return $length;
    }
}
