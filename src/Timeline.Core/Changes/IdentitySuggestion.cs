namespace Timeline.Changes;

/// <summary>Where list elements are recognised by a key that the data itself suggests.</summary>
/// <remarks>
/// A member suggests itself where every element of the lists at hand is a map that holds a text or a number under it,
/// and no two elements of one list the same. Of several members <c>id</c>, <c>_id</c>, <c>uuid</c>, <c>key</c>,
/// <c>name</c>, <c>slug</c>, <c>title</c> are preferred, in this order, then texts, then numbers, each in the key
/// order of the base's first element. Unless under a preferred name, nothing is suggested by numbers that only count
/// the elements, nor where the base is empty; and by no member of which a side changed more than half. What stands in
/// the place of an element that is gone, and equals it in all but the name and in two members or more, is that
/// element renamed.
/// </remarks>
public enum IdentitySuggestion
{
    /// <summary>In merges, where recognising an element on both sides matters most.</summary>
    InMerges,

    /// <summary>In merges and in differences: an element that moved and changed is then found again.</summary>
    Always,

    /// <summary>Nowhere: elements are recognised by their content.</summary>
    Never,
}
