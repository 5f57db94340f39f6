namespace Timeline.Tests.Properties.Crdts;

/// <summary>
/// What a model knows that forgets nothing: which operations of a ledger it has seen, and which of them were taken away.
/// Two of them come together as sets do.
/// </summary>
public readonly record struct Facts(UInt128 Made, UInt128 Gone)
{
    public Facts Merge(Facts other) => new(Made | other.Made, Gone | other.Gone);

    public Facts With(int id) => this with { Made = Made | (UInt128.One << id) };

    public Facts Without(IEnumerable<int> ids) =>
        this with { Gone = ids.Aggregate(Gone, (gone, id) => gone | (UInt128.One << id)) };
}
