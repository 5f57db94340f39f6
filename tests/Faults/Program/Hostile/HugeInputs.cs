using System.Text;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Inputs that are deep or large, for the entrances where they mean something: none is longer than
/// <see cref="Largest"/>.</summary>
internal static class HugeInputs
{
    public const int Largest = 16 << 20;

    private const int Deep = 100_000;

    public static IEnumerable<(string Name, byte[] Input)> Of(string entrance) => entrance switch
    {
        "a patch" or "a patch in a string" => Json().Concat(Patches()),
        "import" => Lines(),
        "a saved variable" or "a saved registry" => Lines(),
        _ when entrance.EndsWith("in JSON", StringComparison.Ordinal) => States(entrance),
        _ => Json(),
    };

    private static IEnumerable<(string Name, byte[] Input)> Json()
    {
        yield return ("lists 100,000 deep", Edges.Deep(Deep));
        yield return ("lists 512 deep", Edges.Deep(512));
        yield return ("lists 513 deep", Edges.Deep(513));
        yield return ("lists 1,024 deep", Edges.Deep(1024));
        yield return ("lists without end", Repeat("[", Largest));
        yield return ("maps 100,000 deep", Text(string.Concat(Enumerable.Repeat("{\"a\":", Deep)) + "1" + new string('}', Deep)));
        yield return ("a number of a million digits", Repeat("7", 1_000_000));
        yield return ("a number of 10,000 digits", Repeat("7", 10_000));
        yield return ("an exponent of a million digits", Text("1e" + new string('9', 1_000_000)));
        yield return ("the largest exponent", Text("1e9223372036854775807"));
        yield return ("two numbers with great exponents", Text("[1e999999999,1e-999999999,10e999999998]"));
        yield return ("a name of 10 MB", Text($"{{\"{new string('x', 10 << 20)}\":1}}"));
        yield return ("an escaped text of 10 MB", Text($"\"{string.Concat(Enumerable.Repeat("\\u0041", (10 << 20) / 6))}\""));
        yield return ("a list of eight million", Text("[" + new string('0', 1) + string.Concat(Enumerable.Repeat(",0", (8 << 20) - 2)) + "]"));
        yield return ("a map of a million", Text("{" + string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"k{i}\":0")) + "}"));
        yield return ("a key a million times", Text("{" + string.Join(',', Enumerable.Repeat("\"k\":0", 1_000_000)) + "}"));
        yield return ("white space of 16 MB", Repeat(" ", Largest));
        yield return ("zeros of 16 MB", new byte[Largest]);
        yield return ("maps with other keys each", Text("[" + string.Join(',', Enumerable.Range(0, 400_000).Select(i => $"{{\"a{i}\":1,\"b{i}\":2}}")) + "]"));
    }

    private static IEnumerable<(string Name, byte[] Input)> Patches()
    {
        yield return ("a copy doubled 40 times", Edges.Doubling(40));
        yield return ("a text doubled 19 times", Text(
            $"[{{\"op\":\"add\",\"path\":\"\",\"value\":{{\"x\":\"{new string('y', 4 << 20)}\"}}}}," + string.Join(
                ',', Enumerable.Range(0, 19).Select(i => $"{{\"op\":\"copy\",\"from\":\"\",\"path\":\"/k{i}\"}}")) + "]"));
        yield return ("a key doubled 18 times", Text(
            $"[{{\"op\":\"add\",\"path\":\"\",\"value\":{{\"{new string('y', 4 << 20)}\":1}}}}," + string.Join(
                ',', Enumerable.Range(0, 18).Select(i => $"{{\"op\":\"copy\",\"from\":\"\",\"path\":\"/k{i}\"}}")) + "]"));
        yield return ("values put deeper and deeper", Text("[" + string.Join(',', Enumerable.Range(0, 2000).Select(
            i => $"{{\"op\":\"add\",\"path\":\"{string.Concat(Enumerable.Repeat("/a", Math.Min(i, 1500)))}\",\"value\":{{}}}}")) + "]"));
        yield return ("a value moved into itself", Text(
            "[" + string.Join(',', Enumerable.Repeat("{\"op\":\"copy\",\"from\":\"\",\"path\":\"/a\"}", 2000)) + "]"));
        yield return ("a path of 10 MB", Text($"[{{\"op\":\"add\",\"path\":\"{new string('/', 10 << 20)}\",\"value\":1}}]"));
        yield return ("a hundred thousand operations", Text(
            "[" + string.Join(',', Enumerable.Repeat("{\"op\":\"add\",\"path\":\"/f/0\",\"value\":1}", 100_000)) + "]"));
    }

    private static IEnumerable<(string Name, byte[] Input)> States(string entrance)
    {
        var type = Encoding.UTF8.GetString(Entrances.Of(entrance).Seeds()[0]).Split('"')[3];
        yield return ("deep", Text($"{{\"type\":\"{type}\",\"version\":1,\"context\":{{}},\"state\":{new string('[', Deep)}{new string(']', Deep)}}}"));
        yield return ("members before the version", Text(
            $"{{\"type\":\"{type}\",{string.Concat(Enumerable.Range(0, 500_000).Select(i => $"\"m{i}\":[],"))}\"version\":1,\"state\":[]}}"));
        yield return ("a million replicas in the context", Text(
            $"{{\"type\":\"{type}\",\"version\":1,\"context\":{{{string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"r{i}\":1"))}}},\"state\":{{}}}}"));
        yield return ("runs of a context without end", Text(
            $"{{\"type\":\"{type}\",\"version\":1,\"context\":{{\"a\":[0,{string.Join(',', Enumerable.Range(1, 500_000).Select(i => $"{i * 2},{i * 2}"))}]}},\"state\":{{}}}}"));
        yield return ("a step of 2^63-1", Text($"{{\"type\":\"{type}\",\"version\":1,\"context\":{{\"a\":9223372036854775807}},\"state\":{{\"a\":[[9223372036854775807,\"x\"]]}}}}"));
        yield return ("all steps deleted", Text(
            $"{{\"type\":\"{type}\",\"version\":1,\"state\":{{\"elements\":[{{\"id\":[\"a\",1],\"deleted\":2147483647}}],\"deleted\":{{\"a\":[[1,2147483647]]}}}}}}"));
        yield return ("a state of a million", Text(
            $"{{\"type\":\"{type}\",\"version\":1,\"state\":[{string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"{i}\""))}]}}"));
    }

    private static IEnumerable<(string Name, byte[] Input)> Lines()
    {
        const string First = "{\"timeline\":1,\"document\":\"a.json\",\"versions\":1,\"current\":\"main\",\"branches\":{\"main\":0}}\n";
        yield return ("a line without end", Repeat("{", Largest));
        yield return ("a line of 16 MB", Text("\"" + new string('x', Largest - 3) + "\"\n"));
        yield return ("a million lines", Repeat("\n", 1_000_000));
        yield return ("a million times the first", Repeat("{\"timeline\":1}\n", 1_000_000));
        yield return ("deep", Text(First + new string('[', Deep)));
        yield return ("a million branches", Text(
            "{\"timeline\":1,\"document\":\"a.json\",\"versions\":1,\"current\":\"main\",\"branches\":{"
            + string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"b{i}\":0")) + "}}\n"));
        yield return ("a million heads", ArchiveEntrances.Reseal(Text(
            First.Replace("\"main\":0", string.Join(',', Enumerable.Range(0, 300_000).Select(i => $"\"b{i}\":0")), StringComparison.Ordinal)
            + Version(0, "[]", "[{\"op\":\"add\",\"path\":\"\",\"value\":1}]"))));
        yield return ("more versions than there are numbers", Text(
            First.Replace("\"versions\":1", "\"versions\":9223372036854775807", StringComparison.Ordinal) + Version(0, "[]", "[]")));
        yield return ("documents that traverse", Text(
            First.Replace("a.json", "../../x", StringComparison.Ordinal) + Version(0, "[]", "[{\"op\":\"add\",\"path\":\"\",\"value\":1}]")));
        yield return ("a chain that doubles", ArchiveEntrances.Reseal(Text(Doubling(60))));
        yield return ("a chain of bombs", ArchiveEntrances.Reseal(Text(Bombs(200))));
    }

    private static string Doubling(int count) => Chain(
        count, i => i == 0
            ? "[{\"op\":\"add\",\"path\":\"\",\"value\":{\"x\":\"0123456789\"}}]"
            : $"[{{\"op\":\"copy\",\"from\":\"\",\"path\":\"/k{i}\"}}]");

    private static string Bombs(int count) => Chain(count, i => i == 0
        ? $"[{{\"op\":\"add\",\"path\":\"\",\"value\":{{\"x\":\"{new string('y', 1 << 20)}\",\"l\":[]}}}}]"
        : "[" + string.Join(',', Enumerable.Repeat("{\"op\":\"copy\",\"from\":\"/x\",\"path\":\"/l/-\"}", 100)) + "]");

    private static string Chain(int count, Func<int, string> patch) =>
        $"{{\"timeline\":1,\"document\":\"a.json\",\"versions\":{count},\"current\":\"main\",\"branches\":{{\"main\":{count - 1}}}}}\n"
        + string.Concat(Enumerable.Range(0, count).Select(i => Version(i, i == 0 ? "[]" : $"[{i - 1}]", patch(i))));

    private static string Version(int number, string parents, string patch) =>
        $"{{\"number\":{number},\"id\":\"{new string('0', 64)}\",\"parents\":{parents},\"time\":\"2026-01-31T12:00:00.0000000Z\",\"patch\":{patch}}}\n";

    private static byte[] Repeat(string text, int times) => Text(string.Concat(Enumerable.Repeat(text, times)));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
