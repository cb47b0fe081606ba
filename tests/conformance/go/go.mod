module conformance

go 1.19

require example.com/sdk v0.0.0

// run.sh points it at another SDK.
replace example.com/sdk => ../../../sdks/go
