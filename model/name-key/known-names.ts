/** Well known names in Latin, Devanagari and Urdu letters, written down for the tests of the name key. */

const TABLE = `
Aadil आदिल عادل
Aarti आरती آرتی
Aarav आरव آرو
Abbas अब्बास عباس
Abdul अब्दुल عبدل
Abdullah अब्दुल्लाह عبداللہ
Abhishek अभिषेक ابھیشیک
Abid आबिद عابد
Aditya आदित्य آدتیہ
Adnan अदनान عدنان
Afzal अफ़ज़ल افضل
Agarwal अग्रवाल اگروال
Ahmad अहमद احمد
Ahmed अहमद احمد
Aijaz एजाज़ اعجاز
Ajay अजय اجے
Akash आकाश آکاش
Akbar अकबर اکبر
Akhtar अख़्तर اختر
Akram अकरम اکرم
Alam आलम عالم
Ali अली علی
Alok आलोक آلوک
Aman अमन امن
Amir आमिर عامر
Amit अमित امت
Amjad अमजद امجد
Anand आनंद آنند
Anil अनिल انل
Anita अनीता انیتا
Anjali अंजलि انجلی
Ansari अंसारी انصاری
Anwar अनवर انور
Aqeel अक़ील عقیل
Arif आरिफ़ عارف
Arjun अर्जुन ارجن
Arshad अरशद ارشد
Arun अरुण ارون
Asad असद اسد
Asghar असग़र اصغر
Asha आशा آشا
Ashok अशोक اشوک
Asif आसिफ़ آصف
Aslam असलम اسلم
Ayesha आयशा عائشہ
Aziz अज़ीज़ عزیز
Babar बाबर بابر
Bano बानो بانو
Bashir बशीर بشیر
Begum बेगम بیگم
Bharat भारत بھارت
Bhatt भट्ट بھٹ
Bhavna भावना بھاونا
Bilal बिलाल بلال
Bose बोस بوس
Chaudhary चौधरी چودھری
Chopra चोपड़ा چوپڑا
Danish दानिश دانش
Das दास داس
Deepak दीपक دیپک
Desai देसाई دیسائی
Dev देव دیو
Dilip दिलीप دلیپ
Dinesh दिनेश دنیش
Ehsan एहसान احسان
Faisal फ़ैसल فیصل
Farah फ़राह فرح
Farhan फ़रहान فرحان
Farooq फ़ारूक़ فاروق
Fatima फ़ातिमा فاطمہ
Feroz फ़िरोज़ فیروز
Ganesh गणेश گنیش
Gandhi गांधी گاندھی
Gaurav गौरव گورو
Geeta गीता گیتا
Ghulam ग़ुलाम غلام
Gopal गोपाल گوپال
Gupta गुप्ता گپتا
Gyan ज्ञान گیان
Hamid हामिद حامد
Harish हरीश ہریش
Hasan हसन حسن
Hina हिना حنا
Hussain हुसैन حسین
Imran इमरान عمران
Iqbal इक़बाल اقبال
Irfan इरफ़ान عرفان
Ishaq इसहाक़ اسحاق
Ismail इस्माइल اسماعیل
Jamal जमाल جمال
Jamil जमील جمیل
Javed जावेद جاوید
Jha झा جھا
Joshi जोशी جوشی
Junaid जुनैद جنید
Kabir कबीर کبیر
Kamal कमाल کمال
Kapoor कपूर کپور
Karim करीम کریم
Kaur कौर کور
Kavita कविता کویتا
Khalid ख़ालिद خالد
Khan ख़ान خان
Khanna खन्ना کھنہ
Khurshid ख़ुर्शीद خورشید
Kiran किरण کرن
Krishna कृष्णा کرشنا
Kumar कुमार کمار
Lakshmi लक्ष्मी لکشمی
Laxmi लक्ष्मी لکشمی
Latif लतीफ़ لطیف
Mahesh महेश مہیش
Mahmood महमूद محمود
Malik मलिक ملک
Manoj मनोज منوج
Mariam मरियम مریم
Meena मीना مینا
Mehta मेहता مہتا
Mirza मिर्ज़ा مرزا
Mishra मिश्रा مشرا
Mohammad मोहम्मद محمد
Mohan मोहन موہن
Mubarak मुबारक مبارک
Mukesh मुकेश مکیش
Mumtaz मुमताज़ ممتاز
Mustafa मुस्तफ़ा مصطفیٰ
Nadeem नदीम ندیم
Nair नायर نائر
Narayan नारायण نارائن
Naseem नसीम نسیم
Nasir नासिर ناصر
Naveed नवीद نوید
Nawaz नवाज़ نواز
Neha नेहा نیہا
Noor नूर نور
Pandey पांडे پانڈے
Parvez परवेज़ پرویز
Patel पटेल پٹیل
Pooja पूजा پوجا
Prakash प्रकाश پرکاش
Prasad प्रसाद پرساد
Priya प्रिया پریا
Qasim क़ासिम قاسم
Qureshi क़ुरैशी قریشی
Rahim रहीम رحیم
Rahul राहुल راہل
Raj राज راج
Rajesh राजेश راجیش
Ram राम رام
Ramesh रमेश رمیش
Rani रानी رانی
Rao राव راؤ
Rashid राशिद راشد
Ravi रवि روی
Rehman रहमान رحمان
Rekha रेखा ریکھا
Riyaz रियाज़ ریاض
Rizvi रिज़वी رضوی
Rohit रोहित روہت
Rukhsana रुख़साना رخسانہ
Saeed सईद سعید
Salim सलीम سلیم
Salman सलमान سلمان
Sana सना ثنا
Sandeep संदीप سندیپ
Sanjay संजय سنجے
Sarita सरिता سریتا
Satish सतीश ستیش
Sayyid सय्यद سید
Shabana शबाना شبانہ
Shah शाह شاہ
Shahid शाहिद شاہد
Shaikh शेख़ شیخ
Shakeel शकील شکیل
Sharma शर्मा شرما
Shiva शिवा شیوا
Siddiqui सिद्दीक़ी صدیقی
Singh सिंह سنگھ
Smita स्मिता اسمتا
Sohail सुहैल سہیل
Sunil सुनील سنیل
Sunita सुनीता سنیتا
Suresh सुरेश سریش
Tamang तामाङ تمانگ
Tariq तारिक़ طارق
Thakur ठाकुर ٹھاکر
Tiwari तिवारी تیواری
Umar उमर عمر
Usman उस्मान عثمان
Varma वर्मा ورما
Vijay विजय وجے
Vikram विक्रम وکرم
Vinod विनोद ونود
Vishal विशाल وشال
Wahid वाहिद واحد
Waseem वसीम وسیم
Yadav यादव یادو
Yasmin यास्मीन یاسمین
Yusuf यूसुफ़ یوسف
Zafar ज़फ़र ظفر
Zahid ज़ाहिद زاہد
Zainab ज़ैनब زینب
Zakir ज़ाकिर ذاکر
`;

/** Each the same name in three scripts. */
export const KNOWN_NAMES = TABLE.trim()
  .split("\n")
  .map((line) => line.split(" ") as [latin: string, hindi: string, urdu: string]);

/** Each two different names. */
export const DIFFERENT_NAMES: [string, string][] = [
  ["Rani", "राजा"],
  ["Rani", "रैना"],
  ["Rani", "رانا"],
  ["Ali", "आला"],
  ["Ali", "علا"],
  ["Amit", "अनिल"],
  ["Amit", "احمد"],
  ["Sharma", "वर्मा"],
  ["Sharma", "ورما"],
  ["Hasan", "हुसैन"],
  ["Mohammad", "محمود"],
  ["Mahmood", "मोहम्मद"],
  ["محمد", "محمود"],
  ["Rahul", "روہت"],
  ["Suresh", "सुनील"],
  ["Ramesh", "राजेश"],
  ["Mahesh", "महेंद्र"],
  ["Sunita", "सरिता"],
  ["Khan", "خانم"],
  ["Khalid", "ख़लील"],
  ["Javed", "जुनैद"],
  ["Shahid", "شاہ"],
  ["Singh", "शाह"],
  ["Das", "देसाई"],
  ["Noor", "نادر"],
  ["Zakir", "ज़ाहिद"],
  ["Deepak", "दिलीप"],
  ["Salman", "سلیم"],
];
