using GeoServe.SampleCity.Areas;

namespace GeoServe.SampleCity.Streets;

/// <summary>Names for streets, as Chinese cities give them.</summary>
internal static class StreetNames
{
    private static readonly string[] Stems =
    [
        "人民", "解放", "中山", "民族", "民权", "民生", "新华", "建设", "胜利", "和平", "团结", "友谊", "光明", "文化", "学府", "科园",
        "龙山", "松石", "红锦", "黄山", "金开", "星光", "湖滨", "滨江", "北城", "南坪", "东方", "西湖", "天星", "石桥", "杨家", "渝州",
        "长江", "嘉陵", "凤天", "汉渝", "金渝", "白马", "青枫", "银杏", "桂花", "梧桐", "翠云", "云山", "玉带", "锦绣", "兴盛", "永安",
        "福星", "春晖", "望江", "临江", "体育", "工农", "大同", "新民", "正阳", "朝阳", "红旗", "前进", "双龙", "观音", "鹅岭", "石坪",
    ];

    /// <summary>The name of a line of a town's grid.</summary>
    public static string Of(ulong hash, RoadClass roadClass, Township township)
    {
        string stem = Stems[(int)(hash % (ulong)Stems.Length)];
        ulong more = hash >> 20;
        return roadClass switch
        {
            RoadClass.Primary => stem + "大道",
            RoadClass.Secondary => stem + (more % 3) switch { 0 => "东路", 1 => "西路", _ => "路" },
            RoadClass.Tertiary => stem + (more % 2 == 0 ? "街" : "支路"),
            _ => $"{township.Seed.Name[..Math.Min(2, township.Seed.Name.Length)]}{stem}{(more % 2 == 0 ? "巷" : "一街")}",
        };
    }

    /// <summary>The name of a road between two places.</summary>
    public static string Between(string from, string to, RoadClass roadClass) => roadClass switch
    {
        RoadClass.Motorway => $"{from[..1]}{to[..1]}高速",
        _ => $"{Short(from)}{Short(to)}{(roadClass <= RoadClass.Primary ? "快速路" : "路")}",
    };

    private static string Short(string name)
    {
        string stem = name.Replace("街道", "", StringComparison.Ordinal).TrimEnd('镇', '乡', '区', '县');
        return stem.Length == 0 ? name : stem[..1];
    }
}
