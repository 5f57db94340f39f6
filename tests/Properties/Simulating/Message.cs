using Timeline.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>Something on the wire: a state or delta as bytes, beside what the model of it knows; or an acknowledgement.</summary>
internal abstract record Message(int From, int To)
{
    public sealed record Carrying<TCrdt>(int From, int To, byte[] State, Known<TCrdt> Sender) : Message(From, To)
        where TCrdt : class, ICrdt<TCrdt>;

    public sealed record Acknowledging<TCrdt>(int From, int To, Known<TCrdt> Saved) : Message(From, To)
        where TCrdt : class, ICrdt<TCrdt>;
}
