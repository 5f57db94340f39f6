using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>The elements of a list, as they were.</summary>
internal abstract class ElementsSeen(Value.List json)
{
    /// <summary>The elements as Value JSON.</summary>
    internal Value.List Json => json;

    /// <summary>The greatest id of an object among them; 0 for none.</summary>
    internal virtual long HighestId => 0;

    /// <summary>Whether each element is the same as the one at its place there, for two of the same JSON.</summary>
    internal virtual bool AreSame(ElementsSeen other) => true;

    /// <summary>Whether a list has the same elements now.</summary>
    /// <remarks>A no is allowed to be wrong; it must not throw.</remarks>
    internal abstract bool AreIn(object list);
}
