using Timeline.Events;

namespace Timeline.Emitting;

/// <summary>The project that events belong to.</summary>
public sealed record Project
{
    /// <summary>A project.</summary>
    /// <param name="uuid">Its id.</param>
    /// <param name="slug">Its name for people; null for none.</param>
    /// <exception cref="ArgumentException">
    /// The id is the empty one, or the name is empty or none that an <see cref="Event"/> can have.
    /// </exception>
    public Project(Guid uuid, string? slug = null)
    {
        if (uuid == Guid.Empty) throw new ArgumentException("A project has an id of its own.", nameof(uuid));
        if (slug is not null && EventRules.RequiredText(slug) is { } fault)
            throw new ArgumentException($"The name of the project {fault}.", nameof(slug));
        (Uuid, Slug) = (uuid, slug);
    }

    /// <summary>Its id.</summary>
    public Guid Uuid { get; }

    /// <summary>Its name for people; null for none.</summary>
    public string? Slug { get; }
}
