using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>The table <c>feedback</c>: what citizens report, over two years.</summary>
internal static class FeedbackTables
{
    private static readonly (string Department, string Category, double Weight, double Urban)[] Kinds =
    [
        ("城市管理局", "占道经营", 9, 1), ("城市管理局", "垃圾清运", 8, 0.7), ("城市管理局", "路灯故障", 5, 0.6), ("公安局", "噪声扰民", 8, 1),
        ("公安局", "违章停车", 9, 1), ("生态环境局", "空气异味", 4, 0.8), ("生态环境局", "污水排放", 3, 0.4), ("住房和城乡建设委员会", "物业服务", 9, 1),
        ("住房和城乡建设委员会", "工地扬尘", 4, 0.9), ("交通运输委员会", "道路破损", 7, 0.4), ("交通运输委员会", "公交线路", 4, 0.8),
        ("水利局", "供水故障", 4, 0.4), ("水利局", "河道淤积", 2, 0.2), ("教育委员会", "入学咨询", 4, 0.7), ("卫生健康委员会", "就医服务", 4, 0.6),
        ("人力资源和社会保障局", "社保咨询", 6, 0.5), ("人力资源和社会保障局", "拖欠工资", 3, 0.6), ("市场监督管理局", "消费纠纷", 7, 0.9),
        ("农业农村委员会", "惠农补贴", 4, 0), ("规划和自然资源局", "违法建设", 4, 0.5), ("规划和自然资源局", "地质灾害隐患", 2, 0.1),
        ("应急管理局", "安全隐患", 3, 0.5), ("民政局", "低保救助", 3, 0.3), ("林业局", "野生动物", 1, 0),
    ];

    private static readonly string[] States = ["已办结", "办理中", "待受理", "已退回"];

    public static async Task WriteAsync(City city, TownPlaces places, Village[] villages, int count, IFeatureStore store, ProgressMeter meter, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("feedback", Schemas.Of(ShapeType.Point,
            ("department", Schemas.Text), ("category", Schemas.Text), ("status", Schemas.Text), ("channel", Schemas.Text),
            ("created", Schemas.Instant), ("closed", Schemas.Instant), ("satisfaction", Schemas.Integer), ("township_code", Schemas.Text)), cancellationToken);
        double[] inTown = [.. Kinds.Select(kind => kind.Weight * (0.25 + kind.Urban))];
        double[] inVillage = [.. Kinds.Select(kind => kind.Weight * (1.15 - kind.Urban))];
        string[] channels = ["12345热线", "渝快办", "微信", "来信来访"];
        double[] channelWeights = [50, 28, 18, 4];
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Feedback);
        var shape = new Shape();
        var values = new Value[8];
        for (int i = 0; i < count; i++)
        {
            if (i % 20_000 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                meter.Tell((double)i / count);
            }
            int village = places.VillageByPeople(ref rng);
            bool urban = villages[village].IsUrban;
            (double x, double y, int at) = urban && rng.Chance(0.5) ? places.InTown(ref rng) : places.AroundVillage(village, urban ? 380 : 450, ref rng);
            Township township = city.Townships[at];
            (string department, string category, _, _) = Kinds[rng.Weighted(urban ? inTown : inVillage)];
            // More in recent months and by day; whole seconds.
            double daysAgo = 730 * Math.Pow(rng.NextDouble(), 1.25);
            double hour = Math.Clamp(13.5 + 4.2 * rng.Gaussian(), 0, 23.99);
            DateTimeOffset created = Storms.Now.AddSeconds(-Math.Floor(daysAgo) * 86_400 - 86_400 + Math.Floor(hour * 3_600));
            DateTimeOffset due = created.AddSeconds(Math.Floor(3_600 * (3 + 150 * Math.Pow(rng.NextDouble(), 2.2))));
            int state = due <= Storms.Now ? rng.Chance(0.03) ? 3 : 0 : rng.Chance(0.7) ? 1 : 2;
            values[0] = Value.Of(department);
            values[1] = Value.Of(category);
            values[2] = Value.Of(States[state]);
            values[3] = Value.Of(channels[rng.Weighted(channelWeights)]);
            values[4] = Value.Of(created);
            values[5] = state == 0 ? Value.Of(due) : Value.Null;
            values[6] = state == 0 && rng.Chance(0.8) ? Value.Of((long)Math.Clamp((int)(4.6 + 0.9 * rng.Gaussian() - (due - created).TotalHours / 160), 1, 5)) : Value.Null;
            values[7] = Value.Of(township.Seed.Code);
            load.Add(i + 1, shape.SetPoint(Plane.Snap(Plane.Lon(x)), Plane.Snap(Plane.Lat(y))), values);
        }
        await load.CompleteAsync(cancellationToken);
    }
}
