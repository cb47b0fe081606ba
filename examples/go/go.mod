module example

go 1.19

require autosend-webhooks v0.0.0

replace autosend-webhooks => ../../sdks/go
