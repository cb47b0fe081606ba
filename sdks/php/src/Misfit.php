<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * A value is not what was expected.
 *
 * @internal
 */
final class Misfit extends \UnexpectedValueException
{
}
