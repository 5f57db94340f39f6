using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>
/// What was seen in one walk of objects that can change, so that what is held in many places is projected once.
/// </summary>
/// <remarks>As <see cref="SettledPairs"/>, nothing is remembered before many objects were asked for.</remarks>
internal struct SeenValues
{
    private long _asked;
    private Dictionary<(TypeView View, object Seen), Value>? _known;

    internal bool TryGet(TypeView view, object seen, [MaybeNullWhen(false)] out Value value)
    {
        value = null;
        return view.Nests && ++_asked > view.Tree.PairsBeforeMemory && _known is not null
            && _known.TryGetValue((view, seen), out value);
    }

    internal void Add(TypeView view, object seen, Value value)
    {
        if (_asked > view.Tree.PairsBeforeMemory && view.Nests && !view.Type.IsValueType)
            _ = (_known ??= new(ByReference.Instance)).TryAdd((view, seen), value);
    }

    private sealed class ByReference : IEqualityComparer<(TypeView View, object Seen)>
    {
        internal static readonly ByReference Instance = new();

        public bool Equals((TypeView View, object Seen) x, (TypeView View, object Seen) y) =>
            ReferenceEquals(x.Seen, y.Seen) && ReferenceEquals(x.View, y.View);

        public int GetHashCode((TypeView View, object Seen) obj) => RuntimeHelpers.GetHashCode(obj.Seen);
    }
}
