namespace Timeline.Tracking;

/// <summary>A variable that is to be created.</summary>
/// <remarks>A root has a capture and no parent, any other a parent and no capture.</remarks>
public sealed record VariableSpec
{
    /// <summary>The id it is to have; 0 for one that is given out.</summary>
    public long Id { get; init; }

    /// <summary>The id of the variable it starts from; 0 for a root.</summary>
    public long ParentId { get; init; }

    /// <summary>What the root is of; null for any other variable.</summary>
    public Seen? Root { get; init; }

    /// <summary>
    /// The path, then maybe properties as in the address of a page: <c>Address.City?label=Town&amp;priority=high</c>.
    /// Characters may be written as <c>%XX</c> behind the question mark.
    /// </summary>
    public string Path { get; init; } = "";

    /// <summary>Properties by name, maybe with a priority behind it (<c>label:high</c>); those in the path
    /// win.</summary>
    public IEnumerable<KeyValuePair<string, string>> Properties { get; init; } = [];
}
