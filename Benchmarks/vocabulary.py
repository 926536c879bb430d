"""The words of the made-up office: what its records talk about.

Texts must look like an office's to a search engine and to a compressor: a few hundred phrases that come back
in ever new combinations, Chinese and English mixed, figures and names in between.
"""

SUBJECTS = {
    "policy": [
        ("考勤管理", "Attendance"), ("会议管理", "Meetings"), ("合同管理", "Contracts"), ("采购管理", "Purchasing"),
        ("值班管理", "Duty roster"), ("资产管理", "Assets"), ("档案管理", "Records"), ("印章管理", "Seals"),
        ("车辆管理", "Vehicles"), ("差旅报销", "Travel expenses"), ("信息安全", "Information security"),
        ("公文处理", "Official papers"), ("休假管理", "Leave"), ("培训管理", "Training"), ("消防安全", "Fire safety"),
        ("保密工作", "Confidentiality"), ("办公用品", "Office supplies"), ("绩效考核", "Performance review"),
    ],
    "contract": [
        ("办公用品采购", "Office supplies"), ("物业服务", "Facility services"), ("网络专线", "Leased line"),
        ("复印机租赁", "Copier lease"), ("食堂承包", "Canteen"), ("车辆维修", "Vehicle repair"),
        ("软件开发", "Software development"), ("保洁服务", "Cleaning"), ("电梯维保", "Lift maintenance"),
        ("印刷服务", "Printing"), ("培训服务", "Training"), ("档案数字化", "Digitisation of records"),
    ],
    "minutes": [
        ("办公例会", "Weekly office meeting"), ("部门协调会议", "Coordination meeting"), ("预算评审会议", "Budget review"),
        ("采购评审会议", "Purchase review"), ("安全生产会议", "Safety meeting"), ("值班工作会议", "Duty meeting"),
        ("资产盘点会议", "Stocktake meeting"), ("制度修订会议", "Policy revision"), ("年度总结会议", "Annual review"),
        ("项目启动会议", "Project kick-off"), ("应急演练会议", "Emergency drill"), ("人事工作会议", "Personnel meeting"),
    ],
    "asset": [
        ("台式计算机", "Desktop computer"), ("笔记本电脑", "Laptop"), ("激光打印机", "Laser printer"),
        ("投影仪", "Projector"), ("办公桌", "Desk"), ("文件柜", "Filing cabinet"), ("空调", "Air conditioner"),
        ("服务器", "Server"), ("交换机", "Network switch"), ("公务车", "Office car"), ("碎纸机", "Shredder"),
        ("扫描仪", "Scanner"), ("会议平板", "Meeting display"), ("除湿机", "Dehumidifier"),
    ],
}

TITLES = {
    "policy": [("{subject}制度", "{subject} policy"), ("{subject}办法（{year} 年修订）", "{subject} rules {year}"),
               ("{subject}实施细则", "{subject}: detailed rules")],
    "contract": [("{subject}合同", "{subject} contract"), ("{year} 年度{subject}协议", "{subject} agreement {year}"),
                 ("{subject}框架合同", "{subject} framework contract")],
    "minutes": [("{subject}纪要", "{subject} minutes"), ("第 {n} 次{subject}纪要", "{subject} no. {n}"),
                ("{subject}纪要（{month} 月）", "{subject}, month {month}")],
    "asset": [("{subject}", "{subject}"), ("{subject} {n} 号", "{subject} no. {n}"), ("{place}{subject}", "{subject}, {place}")],
}

SENTENCES_ZH = [
    "为规范{topic}工作，明确各部门职责，结合本单位实际制定本办法。",
    "{topic}由综合办公室统一管理，各部门指定专人负责，每月 {n} 日前报送情况。",
    "{person}汇报了本季度{topic}的进展，共完成 {n} 项，未完成 {m} 项。",
    "单项金额在 {amount} 元以上的采购，应当取得三家以上报价，并报部门负责人审批。",
    "合同签订前须经财务部和法务人员审核，原件由档案室保存，复印件交经办部门。",
    "会议决定由{dept}牵头，{dept2}配合，于 {month} 月底前完成整改并书面反馈。",
    "员工应当按时打卡，迟到或早退累计 {n} 次的，由人力资源部书面提醒。",
    "值班人员应坚守岗位，遇突发情况立即报告带班领导，并在值班日志中如实记录。",
    "资产实行一物一卡，领用、调拨、维修和报废均须登记，每季度盘点一次。",
    "涉密文件不得在普通计算机上处理，传阅须登记，阅毕当日归还机要室。",
    "本制度自发布之日起施行，原有规定与本制度不一致的，以本制度为准。",
    "双方约定服务期为 {n} 个月，期满前 30 日可书面提出续签。",
    "乙方应在接到通知后 {n} 小时内到场，逾期每日按合同金额的千分之三支付违约金。",
    "{person}提出，{topic}中仍存在台账不全、签字不齐的问题，应当尽快补正。",
    "与会人员一致同意上述方案，会议纪要在会后 24 小时内印发。",
    "办公用品按月申领，库存低于 {n} 件时由后勤部补充采购。",
    "设备存放于{place}，使用人离岗时办理交接手续，并更新资产卡片。",
    "年度预算调整为 {amount} 元，超出部分须另行申请并说明理由。",
    "归档文件应当齐全完整，按年度—部门—类型整理，于次年六月底前移交档案室。",
    "消防器材每月检查一次，发现失效立即更换，检查记录保存 {n} 年。",
]

SENTENCES_EN = [
    "The {topic} rules apply to all departments; each names one person in charge.",
    "{person} reported on {topic}: {n} items done, {m} still open.",
    "Purchases above {amount} CNY need three quotes and the approval of the head of department.",
    "The original contract stays in the archive; the department keeps a copy.",
    "The meeting decided that {dept} leads and {dept2} assists; the deadline is the end of month {month}.",
    "The duty officer reports incidents at once and writes them into the duty log.",
    "Every asset has one card; loans, repairs and disposal are entered within {n} days.",
    "The supplier arrives within {n} hours after a call; delays are charged per day.",
    "Minutes are sent out within 24 hours; objections are raised within three working days.",
    "Stock below {n} pieces is reported to the logistics department.",
    "The budget is set to {amount} CNY; anything beyond needs its own request.",
    "Records are filed by the end of June of the following year.",
    "The backup runs every night at 02:30; a restore is tested every {n} weeks.",
    "Visitors register at the front desk and are met by the person they visit.",
]

KEYWORDS_ZH = ["会议", "合同", "考勤", "采购", "值班", "资产", "休假", "预算", "安全", "盘点", "培训", "印章",
               "车辆", "档案", "保密", "维修", "报销", "应急", "绩效", "供应商", "审批", "整改"]
# The last ones are the words that readers of YAML disagree on: a keyword may well be one of them.
KEYWORDS_EN = ["meeting", "contract", "attendance", "purchase", "duty", "asset", "leave", "budget", "safety",
               "stocktake", "training", "IT", "backup", "supplier", "on", "off", "yes", "no", "0012", "1:30"]

PLACES = [("三楼 301 会议室", "Room 301"), ("档案室", "Archive room"), ("二楼值班室", "Duty room"), ("地下车库", "Garage"),
          ("一号楼机房", "Server room"), ("五楼 502 办公室", "Office 502"), ("仓库 B 区", "Store B"), ("前台", "Front desk")]

COMPANIES = [("华东办公设备有限公司", "East Office Equipment Ltd"), ("瑞丰物业服务公司", "Ruifeng Facility Services"),
             ("星海网络科技有限公司", "Star Sea Networks"), ("恒通汽车维修厂", "Hengtong Motors"),
             ("博文印刷厂", "Bowen Printers"), ("绿园餐饮管理公司", "Green Garden Catering"),
             ("安达电梯工程公司", "Anda Lifts"), ("明德培训学校", "Mingde Training")]

MODELS = ["ThinkCentre M720", "OptiPlex 7090", "LaserJet M404dn", "EB-X49", "KFR-35GW", "S5735-L24", "PowerEdge R740",
          "GL8 28T", "9380-MD", "ScanSnap iX1600", "Q55", "2288H V5"]

NOTES = [("请于下月补交附件。", "The annex follows next month."), ("同意，按程序办理。", "Agreed: proceed."),
         ("看起来可以，但请核对第四条: 金额", "looks right, but see article 4"), ("纸质件已归档 #2 柜", "paper copy in cabinet #2"),
         ("已核对原件", "checked against the original"), ("no", "off")]

REPAIRS = [("更换硬盘", "disk replaced"), ("清洁保养", "cleaned"), ("更换硒鼓", "toner replaced"), ("检修电路", "wiring repaired"),
           ("系统重装", "system reinstalled")]

REASONS = [("登记错误，编号作废。", "Registered by mistake; the number is not used."),
           ("重复登记，内容并入其他档案。", "Registered twice; merged into another record."),
           ("申请撤回，编号不再使用。", "Request withdrawn; the number is not used.")]
