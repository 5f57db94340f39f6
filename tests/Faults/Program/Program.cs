using System.Text;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Program.Hostile;

// Every line is written at once and by itself: what was printed before a kill was printed.
using var output = Console.OpenStandardOutput();
void Say(string line)
{
    output.Write(Encoding.UTF8.GetBytes(line + "\n"));
    output.Flush();
}

return args switch
{
    ["write", var store, var seed, var from, var count, .. var options] => Writing.Run(store, seed, from, count, options, Say),
    ["attack", var kind, .. var options] => Attacking.Run(kind, options, Say),
    ["heads", var store, var name, var clients, var seed, var count, .. var options] =>
        Heads.Run(store, name, clients, seed, count, options, Say),
    ["crowd", var store, var name, var seed, var seconds, var pace, .. var options] =>
        Crowd.Run(store, name, seed, seconds, pace, options, Say),
    ["open", var folder, var name, var files] => Crowd.Open(folder, name, files, isUpgrade: false, Say),
    ["upgrade", var folder, var name, var files] => Crowd.Open(folder, name, files, isUpgrade: true, Say),
    ["open", var store] => Keeping.Open(store, Say),
    ["upgrade", var store] => Keeping.Upgrade(store, Say),
    ["save", var file, var count] => Filing.Save(file, count, Say),
    ["lines", var file, var count] => Filing.Lines(file, count, Say),
    ["spool", var folder, var count] => Filing.Spool(folder, count, Say),
    ["notes", var store, var writer] => Notes.Run(store, writer, Say),
    ["append", var file, var count, .. var options] => Entries.Append(file, count, options, Say),
    ["export", var folder, var count, .. var options] => Entries.Export(folder, count, options, Say),
    _ => throw new ArgumentException($"Unknown: {string.Join(' ', args)}"),
};
