namespace Timeline.Emitting;

/// <summary>The project that events belong to.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Slug">Its name for people; null for none.</param>
public sealed record Project(Guid Uuid, string? Slug = null);
