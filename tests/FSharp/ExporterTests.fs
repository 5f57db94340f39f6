module Timeline.Tests.FSharp.ExporterTests

open System.Collections.Generic
open System.Threading.Tasks
open Timeline.ChangeLogs
open Timeline.Containers
open Timeline.Exporters
open Xunit

/// A sink in F#: it refuses one record, and keeps the rest.
type private Kept(refused: int64) =
    let ids = List<ChangeEntryId>()
    member _.Ids = List.ofSeq ids

    interface IChangeSink with
        member _.Name = "kept"

        member _.SendAsync(batch, _) =
            if batch.Records |> Seq.exists (fun record -> record.Id.Number = refused) then
                raise (SinkRefusedException "Not that one.")

            batch.Records |> Seq.iter (fun record -> ids.Add record.Id)
            ValueTask.CompletedTask

        member _.DisposeAsync() = ValueTask.CompletedTask

[<Fact>]
let ``Entries are exported and one that is refused is told`` () =
    task {
        let told = List<ChangeEntryId>()
        let sink = Kept 3L

        let options =
            ExporterOptions(
                BatchRecords = 10,
                Failed = fun failure -> failure.Records |> Seq.iter (fun record -> told.Add record.Id)
            )

        use exporter = new ChangeExporter(sink, options)
        let stock = TrackedDictionary<string, int>()
        use _ = stock.Subscribe exporter
        for count in 1..4 do
            stock["apples"] <- count

        do! exporter.FlushAsync()
        Assert.Equal<int64 list>([ 2L; 4L; 5L ], sink.Ids |> List.map _.Number)
        Assert.Equal<int64 list>([ 3L ], told |> Seq.map _.Number |> List.ofSeq)
        Assert.Equal(3L, exporter.Status.Sent)
    }
