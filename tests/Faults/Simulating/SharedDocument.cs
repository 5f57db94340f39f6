using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;
using Timeline.Values;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>A document whose value is a replicated type, as JSON.</summary>
internal abstract class SharedDocument
{
    private static readonly Func<SharedDocument>[] Types =
    [
        () => new Of<GCounter>(new GCounterSubject()),
        () => new Of<PNCounter>(new PNCounterSubject()),
        () => new Of<BoundedCounter>(new BoundedCounterSubject()),
        () => new Of<ResettableCounter>(new ResettableCounterSubject()),
        () => new Of<LwwRegister<int>>(new LwwRegisterSubject()),
        () => new Of<LwwMap<string, int>>(new LwwMapSubject()),
        () => new Of<LwwSet<string>>(new LwwSetSubject()),
        () => new Of<GSet<int>>(new GSetSubject()),
        () => new Of<TwoPhaseSet<int>>(new TwoPhaseSetSubject()),
        () => new Of<OrSet<int>>(new OrSetSubject()),
        () => new Of<MvRegister<int>>(new MvRegisterSubject()),
        () => new Of<EnableWinsFlag>(new EnableWinsFlagSubject()),
        () => new Of<DisableWinsFlag>(new DisableWinsFlagSubject()),
        () => new Of<OrMap<string, OrSet<int>>>(new OrMapSubject()),
        () => new Of<OrMap<int, OrMap<string, ResettableCounter>>>(new NestedMapSubject()),
        () => new Of<OrMap<string, Embedded<GSet<int>>>>(new EmbeddedSubject()),
    ];

    private readonly Ledger _ledger = new();

    /// <summary>The value before any operation.</summary>
    public abstract Value Empty { get; }

    /// <summary>What is called.</summary>
    public abstract string Type { get; }

    private bool IsFull => _ledger.Count == Ledger.Capacity;

    /// <summary>A document of one of the types.</summary>
    public static SharedDocument Draw(Random lots) => Types[lots.Next(Types.Length)]();

    /// <summary>One operation of a replica; null where none is left.</summary>
    public (Value Value, Facts Facts)? Change(Value value, Facts facts, ReplicaId replica, int code, int time) =>
        IsFull ? null : Change(value, facts, new Turn(_ledger, replica, code, time));

    /// <summary>What two values know together.</summary>
    public abstract Value Join(Value ours, Value theirs);

    /// <summary>Fails where a value is not what its operations make of it.</summary>
    public abstract void Agree(Value value, Facts facts);

    private protected abstract (Value Value, Facts Facts)? Change(Value value, Facts facts, Turn turn);

    private sealed class Of<TCrdt>(Subject<TCrdt> subject) : SharedDocument
        where TCrdt : class, ICrdt<TCrdt>
    {
        public override Value Empty => Written(TCrdt.Empty);

        public override string Type => subject.GetType().Name;

        public override Value Join(Value ours, Value theirs) => Written(Read(ours).Merge(Read(theirs)));

        public override void Agree(Value value, Facts facts) => subject.Agree(new(Read(value), facts), _ledger);

        private protected override (Value Value, Facts Facts)? Change(Value value, Facts facts, Turn turn)
        {
            var state = subject.Change(new(Read(value), facts), turn);
            return (Written(state.Crdt), state.Facts);
        }

        private static Value Written(TCrdt crdt) => Right(Json.Parse(CrdtJson.ToUtf8(crdt)));

        private static TCrdt Read(Value value) => Right(CrdtJson.Read<TCrdt>(Json.ToUtf8(value)));
    }
}
