module example

go 1.19

require github.com/autosend/autosend-webhooks v0.0.0

replace github.com/autosend/autosend-webhooks => ../../sdks/go
