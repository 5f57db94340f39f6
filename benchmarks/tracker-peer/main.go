// Times the change tracker in Go that ours is held against, on the two shapes of `ratios tracker`.
//
// go get github.com/zot/change-tracker@latest && go run . > peer.txt
package main

import (
	"fmt"
	"sort"
	"time"

	changetracker "github.com/zot/change-tracker"
)

const (
	variables   = 10_000
	repetitions = 41
)

type catalogue struct{ Items []*item }
type item struct {
	Owner *owner
	Count int
}
type owner struct{ Address *address }
type address struct{ City *city }
type city struct{ People int }

func main() {
	deep()
	flat()
}

// deep: one root, and variables Items.N.Owner.Address.City.People below it.
func deep() {
	items := make([]*item, variables)
	tracker := changetracker.NewTracker()
	root := tracker.CreateVariable(&catalogue{items}, 0, "", nil)
	for i := range items {
		items[i] = &item{Owner: &owner{&address{&city{i}}}}
	}
	for i := range items {
		tracker.CreateVariable(nil, root.ID, fmt.Sprintf("Items.%d.Owner.Address.City.People", i), nil)
	}
	change := func(i int) { items[i].Owner.Address.City.People++ }
	all("deep", tracker, change)
}

// flat: half as many roots, each with one variable of a field below it.
func flat() {
	items := make([]*item, variables/2)
	tracker := changetracker.NewTracker()
	for i := range items {
		items[i] = &item{}
		root := tracker.CreateVariable(items[i], 0, "", nil)
		tracker.CreateVariable(nil, root.ID, "Count", nil)
	}
	all("flat", tracker, func(i int) { items[i/2].Count++ })
}

func all(shape string, tracker *changetracker.Tracker, change func(int)) {
	for _, changed := range []int{0, 10, variables} {
		detect := func() time.Duration {
			for i := 0; i < changed; i++ {
				change(i * (variables / changed))
			}
			started := time.Now()
			tracker.DetectChanges()
			tracker.GetChanges()
			return time.Since(started)
		}
		fmt.Printf("%s %d %d\n", shape, changed, median(detect).Nanoseconds())
	}
}

func median(measure func() time.Duration) time.Duration {
	times := make([]time.Duration, repetitions)
	for i := range times {
		times[i] = measure()
	}
	sort.Slice(times, func(a, b int) bool { return times[a] < times[b] })
	return times[repetitions/2]
}
