module github.com/autosend/autosend-webhooks

go 1.19
