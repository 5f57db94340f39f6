using System.Diagnostics.CodeAnalysis;

namespace Timeline.Tests.Unit.Repository;

/// <summary>Has a member of each kind that the dump of a public surface must tell apart.</summary>
public readonly record struct ApiSpecimen<T>
    where T : notnull
{
    public const int Limit = 3;

    public IReadOnlyList<string?> Names { get; init; }

    public static string? Pick<TKey>(TKey key, int? count = default)
        where TKey : struct, IComparable<TKey> => count is null ? null : $"{key}";

    public bool TryFind(string key, [MaybeNullWhen(false)] out T? found)
    {
        found = default;
        return key.Length > Names.Count;
    }
}
