module autosend-webhooks

go 1.19
