using System.Globalization;
using System.Text;
using Timeline.ChangeLogs;
using Timeline.Exporters;

namespace Timeline.Tests.Properties.Exporters;

/// <summary>Records with numbers.</summary>
internal static class Records
{
    private static readonly Guid Container = Guid.Parse("0b9c3a1e-4b5d-4c58-9d39-0d6a2f1f7a11");

    public static ExportRecord Of(long number, int size = 0)
    {
        var id = new ChangeEntryId(Container, number);
        var json = string.Create(
            CultureInfo.InvariantCulture, $$"""{"format":1,"id":"{{id}}","tree":[{"id":"no"}],"x":"{{new string('é', size)}}"}""");
        return new(id, Encoding.UTF8.GetBytes(json));
    }

    public static bool Same(ExportRecord one, ExportRecord other) =>
        one.Id == other.Id && one.Json.Span.SequenceEqual(other.Json.Span);
}
