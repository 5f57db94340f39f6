module timeline/benchmarks/tracker-peer

go 1.24

require github.com/zot/change-tracker v0.0.0
