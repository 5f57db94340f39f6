using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>What a set held at a moment: its elements, with what each is recorded as.</summary>
/// <remarks>As a value it is a list in <see cref="ElementOrder"/>, so that equal sets are equal values.</remarks>
internal sealed class SetContent<T>(PersistentMap<T, Recorded> elements) : ChangeContent
    where T : notnull
{
    public static readonly SetContent<T> Empty = new([]);

    public PersistentMap<T, Recorded> Items => elements;

    public SetContent<T> With(T element, ChangeContent record) => new(elements.Set(element, new(record)));

    public SetContent<T> Without(T element) => new(elements.Remove(element));

    private protected override Value Make() => Value.List.From(PersistentList<Value>.From(
        elements.Select(it => it.Value.Content.Value).Order(ElementOrder.Instance)));
}
