using System.Reflection;

namespace Timeline.Tests.Unit.Repository;

/// <summary>The public surface changes only where a reviewed text file says so.</summary>
/// <remarks><c>TIMELINE_APPROVE=1 dotnet test tests/Unit</c> writes the files anew.</remarks>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Timeline.Core")]
    [InlineData("Timeline.Interop")]
    [InlineData("Timeline.Exporters")]
    [InlineData("Timeline.Hosting")]
    [InlineData("Timeline.Sqlite")]
    [InlineData("Timeline.Postgres")]
    public void The_public_surface_is_the_reviewed_one(string package)
    {
        var file = Path.Combine(Checkout.Root, "src", package, "PublicApi.txt");
        var actual = ApiText.Of(Assembly.Load(package));
        if (Environment.GetEnvironmentVariable("TIMELINE_APPROVE") == "1") File.WriteAllText(file, actual);
        var reviewed = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(reviewed == actual, Explain(package, reviewed, actual));
    }

    [Fact]
    public void The_dump_tells_members_nullability_and_constraints()
    {
        var dump = ApiText.Of(typeof(ApiSpecimen<>).Assembly);
        string[] expected =
        [
            "readonly record struct ApiSpecimen<T> : IEquatable<ApiSpecimen<T>> where T : notnull",
            "    const int Limit = 3",
            "    IReadOnlyList<string?> Names { get; init; }",
            "    bool TryFind(string key, out T found)",
            "    static string? Pick<TKey>(TKey key, int? count = default) where TKey : struct, IComparable<TKey>",
        ];
        Assert.All(expected, line => Assert.Contains($"{line}\n", dump, StringComparison.Ordinal));
        Assert.DoesNotContain("PrintMembers", dump, StringComparison.Ordinal);
    }

    private static string Explain(string package, string reviewed, string actual)
    {
        var (before, after) = (reviewed.Split('\n'), actual.Split('\n'));
        var lines = before.Except(after).Select(line => $"- {line.Trim()}")
            .Concat(after.Except(before).Select(line => $"+ {line.Trim()}"));
        return $"The public surface of {package} is not the reviewed one (TIMELINE_APPROVE=1 accepts it):\n"
            + string.Join('\n', lines);
    }
}
