using Timeline.Objects;
using Timeline.Storage;

namespace Timeline.Persisting;

/// <summary>Where and how the history of a variable is kept.</summary>
/// <remarks>Immutable; one may be shared by all variables of a program.</remarks>
public sealed record JournalOptions
{
    /// <summary>The store. It stays the caller's to close, after the variables that are kept in it.</summary>
    public required IHistoryStore Store { get; init; }

    /// <summary>What goes before the names of variables in the store, as <c>settings/</c>; empty for nothing.</summary>
    public string Prefix
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = "";

    /// <summary>When a version is on the disk; before its set returns, unless told otherwise.</summary>
    public Durability Durability
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = Durability.Each;

    /// <summary>How values are compressed and encrypted; null for neither.</summary>
    public Sealing? Sealing { get; init; }

    /// <summary>How values are seen and made again; null for <see cref="ObjectTree.Default"/>.</summary>
    public ObjectTree? Tree { get; init; }

    /// <summary>Hears of writings in the background that failed; what it throws is passed over.</summary>
    public Action<JournalFailure>? OnFailure { get; init; }
}
