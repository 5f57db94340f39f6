using System.Globalization;
using System.Text;

namespace Timeline.Benchmarks.Processes;

/// <summary>A git repository with the history of one JSON file, the same at every run.</summary>
/// <remarks>Records of about 150 KB in all, of which a few are edited, added or removed in each revision.</remarks>
internal static class GitHistory
{
    public const string File = "records.json";
    public const int Revisions = 234;

    private const int Records = 900;

    /// <summary>Makes the repository in a folder.</summary>
    public static void Make(string folder)
    {
        _ = WholeProcess.Run(folder, "git", ["init", "-q", "."]);
        _ = WholeProcess.Run(folder, "git", ["fast-import", "--quiet"], Feed);
        _ = WholeProcess.Run(folder, "git", ["reset", "-q", "--hard", "refs/heads/records"]);
        _ = WholeProcess.Run(folder, "git", ["gc", "-q"]);
    }

    private static void Feed(Stream git)
    {
        var random = new Random(20130201);
        var records = Enumerable.Range(0, Records).Select(id => (Id: id, Count: random.Next(1_000))).ToList();
        for (var revision = 0; revision < Revisions; revision++)
        {
            for (var edit = 0; edit < 3; edit++)
            {
                var at = random.Next(records.Count);
                records[at] = (records[at].Id, random.Next(1_000));
            }

            records.Insert(random.Next(records.Count), (Records + revision, revision));
            if (revision % 2 == 0) records.RemoveAt(random.Next(records.Count));
            var text = Encoding.UTF8.GetBytes(Text(records));
            Write(git, $"commit refs/heads/records\ncommitter A <a@example.com> {1_400_000_000 + (revision * 86_400)} +0000\n");
            Write(git, $"data 9\na change\n\nM 100644 inline {File}\ndata {text.Length}\n");
            git.Write(text);
            Write(git, "\n");
        }
    }

    private static string Text(List<(int Id, int Count)> records) => "[\n" + string.Join(",\n", records.Select(record =>
        string.Create(CultureInfo.InvariantCulture, $$"""
              {
                "id": {{record.Id}},
                "name": "record {{record.Id}}",
                "tags": ["red", "t{{record.Id % 100}}"],
                "place": { "city": "City{{record.Id % 500}}", "street": "{{record.Id % 97}} Main Street" },
                "count": {{record.Count}}
              }
            """))) + "\n]\n";

    private static void Write(Stream git, string text) => git.Write(Encoding.UTF8.GetBytes(text));
}
