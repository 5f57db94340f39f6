namespace Timeline.Sequences;

/// <summary>Which of its neighbours a place in a sequence stays with when others are put between them.</summary>
public enum AnchorSide
{
    /// <summary>With the element before it: what is inserted there comes after the place.</summary>
    Before,

    /// <summary>With the element behind it: what is inserted there comes before the place.</summary>
    Behind,
}
