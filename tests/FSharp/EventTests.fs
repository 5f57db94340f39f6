module Timeline.Tests.FSharp.EventTests

open System
open Timeline
open Timeline.Causality
open Timeline.Emitting
open Timeline.Events
open Timeline.Values
open Xunit

let private right (either: LanguageExt.Either<TimelineError, 'a>) : 'a =
    either.Match((fun value -> value), (fun (error: TimelineError) -> failwith error.Message))

let private draft number state =
    EventDraft(
        Id = EventId.Of $"01ARZ3NDEKTSV4RRFFQ69G5FA{number}",
        Type = "Moved",
        AggregateId = "WP001",
        Payload = Value.Map.Empty.Set("state", Value.Of(state: string)).Set("delta", Value.Of(number: int64)),
        Timestamp = DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        NodeId = "alice",
        LamportTime = 3L,
        ProjectUuid = Guid.Empty
    )

[<Fact>]
let ``Events are made, written, folded and merged`` () =
    let events = [ 1L, "doing"; 2L, "done" ] |> List.map (fun (number, state) -> draft number state |> Event.Create |> right)
    Assert.Equal<Event list>(events, events |> List.map (fun it -> EventJson.Parse(EventJson.ToText it) |> right))
    Assert.Equal(3I, EventFolds.Counter events |> right)

    let machine = StateMachine(dict [ "done", 2; "doing", 1 ])
    Assert.Equal(events[1], (machine.Merge events |> right).MergedEvent)

[<Fact>]
let ``A node emits and a subscriber hears`` () =
    task {
        use store = new MemoryEventStore()
        let! clock = DurableClock.OpenAsync(new MemoryClockStore(), ReplicaId.Of "alice")
        let emitter = EventEmitter(store, clock, Project(Guid.CreateVersion7()))
        let! emitted = emitter.EmitAsync(NewEvent(Type = "Moved", AggregateId = "WP001"))
        use stream = store.SubscribeAsync(EventQuery(Limit = 1)).GetAsyncEnumerator()
        let! isThere = stream.MoveNextAsync()
        Assert.True isThere
        Assert.Equal(right emitted, stream.Current.Event)
    }
