using Timeline.Persisting;

namespace Timeline.Hosting;

/// <summary>What configuration says of a registry of watched variables.</summary>
/// <remarks>
/// Clock, log and store are services of the container and not said here; keys come from code alone. Read once, when the
/// registry is made, and checked when the program starts.
/// </remarks>
public sealed class TimelineOptions
{
    // A field: a property, whoever may see it, would be a name that configuration may have.
    private Func<IServiceProvider, KeyRing>? _keys;

    /// <summary>The usual name of the section of configuration.</summary>
    public const string Section = "Timeline";

    /// <summary>How often retention is applied to the variables that have one; 10 seconds unless told
    /// otherwise.</summary>
    /// <remarks>Longer than nothing and at most 49 days.</remarks>
    public TimeSpan PruningInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>When what is set is on the disk, where the container has a store; before a set returns, unless told
    /// otherwise.</summary>
    public TimelineDurability Durability { get; set; }

    /// <summary>How many versions of a variable a killed program may lose if they are written in groups; 100 unless
    /// told otherwise.</summary>
    /// <remarks>At least 1.</remarks>
    public int MaximumVersions { get; set; } = 100;

    /// <summary>How long a version may wait to be written if they are written in groups; one second unless told
    /// otherwise.</summary>
    /// <remarks>Longer than nothing and at most 49 days.</remarks>
    public TimeSpan MaximumDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What goes before the names of variables in the store, as <c>shop/</c>; null for nothing, or
    /// <c>NAME%/</c> for a registry with a name.</summary>
    /// <remarks>No variable's name has a <c>%</c> after something else at the end of a segment there, so the default is
    /// in nobody's way. Two registries of one program cannot have the same in one store.</remarks>
    public string? Prefix { get; set; }

    /// <summary>Whether values are compressed in the store; they are not, unless told otherwise.</summary>
    public bool Compress { get; set; }

    /// <summary>Whether values are to be encrypted.</summary>
    internal bool Encrypts() => _keys is not null;

    /// <summary>Encrypts values in the store.</summary>
    /// <param name="keys">Finds the keys by services of the container; called once, when the registry is made, and the
    /// current key has to be there then.</param>
    /// <returns>These options.</returns>
    public TimelineOptions EncryptWith(Func<IServiceProvider, KeyRing> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys;
        return this;
    }

    /// <summary>The keys to encrypt with; null for none.</summary>
    /// <param name="services">The services of the container.</param>
    /// <param name="name">The name of the registry, for errors.</param>
    internal KeyRing? FindKeys(IServiceProvider services, string name)
    {
        if (_keys is null) return null;
        var keys = _keys(services)
            ?? throw new InvalidOperationException($"{RegistryWords.Of(name)}EncryptWith was given no keys.");

        // That the key is missing, or none, is said now and not at the first variable.
        keys.Rotate(keys.Current);
        return keys;
    }
}
