<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * A problem that ends the reading.
 *
 * @internal
 */
final class Misfit extends \UnexpectedValueException
{
}
