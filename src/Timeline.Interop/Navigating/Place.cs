using System.Runtime.InteropServices;

namespace Timeline.Navigating;

/// <summary>Which index or which key: what differs between paths that share their code.</summary>
/// <remarks>
/// A path has mostly one, which then needs no object of its own. Of more than one the key is the array of them all, as
/// <see cref="PathCode"/> knows.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Place
{
    /// <summary>The index; of a key 0.</summary>
    internal readonly int Index;

    /// <summary>The key; of an index null.</summary>
    internal readonly object? Key;

    private Place(int index, object? key) => (Index, Key) = (index, key);

    /// <summary>An index or a key.</summary>
    internal static Place Of<T>(T place) => place is int index ? new(index, null) : new(0, place);

    /// <summary>All those of a path as one.</summary>
    internal static Place Of(Place[] all) => all.Length switch
    {
        0 => default,
        1 => all[0],
        _ => new(0, all),
    };
}
