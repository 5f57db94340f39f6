using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>A container on the way from the one whose log it is to the one that was changed.</summary>
/// <param name="Container">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Where it stood, from the one whose log it is.</param>
public sealed record ChangeNode(Guid Container, ContainerKind Kind, ValuePath Path)
{
    /// <summary>What it is called; empty for nothing but its kind and id.</summary>
    /// <exception cref="ArgumentException">It holds half of a surrogate pair, which no JSON can say.</exception>
    public string Name
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            WellFormed.Require(value, nameof(Name));
            field = value;
        }
    } = "";
}
